import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated } from "../../kit/data/isolation";
import { FACTS_TABLES } from "../../kit/facts/facts.tables";
import { LEDGER_TABLE_NAMES, LEDGER_TABLES } from "../../kit/ledger/ledger.tables";

/** What this room tells the nation, and its books. */
export class KitParts1700000950000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACTS_TABLES);
    await runner.query(LEDGER_TABLES);
    for (const table of LEDGER_TABLE_NAMES) await runner.query(isolated(table, "province_code"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE fact, ${LEDGER_TABLE_NAMES.toReversed().join(", ")};
      DROP FUNCTION refuse_fact_change, refuse_unbalanced_posting, keep_ledger_balance, refuse_ledger_change;`);
  }
}
