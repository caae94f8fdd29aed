import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated } from "../../kit/data/isolation";
import { DROP_FACTS_TABLES, FACTS_TABLES } from "../../kit/facts/facts.tables";
import { DROP_LEDGER_TABLES, LEDGER_TABLE_NAMES, LEDGER_TABLES } from "../../kit/ledger/ledger.tables";
import { JATIM } from "../province";

/** What this room tells the nation, and its books. */
export class KitParts1700000940000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACTS_TABLES);
    await runner.query(LEDGER_TABLES);
    for (const table of LEDGER_TABLE_NAMES) await runner.query(isolated(table, `'${JATIM}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_LEDGER_TABLES);
    await runner.query(DROP_FACTS_TABLES);
  }
}
