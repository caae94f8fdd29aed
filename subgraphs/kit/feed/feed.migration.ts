import type { MigrationInterface, QueryRunner } from "typeorm";

/** How far a room has come in the feeds that it follows. */
export class Feed1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE feed_cursor (
        feed text PRIMARY KEY,
        cursor text NOT NULL,
        read_at timestamptz NOT NULL DEFAULT now()
      );
      COMMENT ON TABLE feed_cursor IS 'The last cursor of each feed that was applied; written in the transaction that applied its page.';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE feed_cursor");
  }
}
