import type { MigrationInterface, QueryRunner } from "typeorm";

/** The tables that every room has from the kit. Runs before the room's own migrations. */
export class Kit1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency (
        operation text NOT NULL,
        key text NOT NULL,
        input_hash bytea NOT NULL,
        answer jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (operation, key)
      );
      COMMENT ON TABLE idempotency IS 'Intentions of clients, each done once; kept for ever.';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE idempotency");
  }
}
