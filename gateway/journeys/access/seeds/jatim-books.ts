import { recordFacts } from "../../../../subgraphs/kit/facts/facts";
import { newId } from "../../../../subgraphs/kit/id";
import { credit, debit, openAccounts, post } from "../../../../subgraphs/kit/ledger/ledger";
import type { SeedPart } from "./seed";

/** A posting in the books of Jawa Timur, and a fact that has everything. */
export const seedJatimBooks: SeedPart = async (graph, { pesantren }) => {
  const { db } = graph.databases.get("jatim")!;
  const at = new Date("2022-12-31T03:00:00Z");
  await db.inTransaction(async (tx) => {
    const [bank, owed] = (await openAccounts(
      tx,
      [
        { code: "matrix/bank", kind: "ASSET", neverNegative: false },
        { code: "matrix/owed", kind: "LIABILITY", neverNegative: true },
      ],
      at,
    )) as [string, string];
    await post(tx, [
      {
        cause: { kind: "matrix", id: newId() },
        description: "Matrix",
        at,
        entries: [debit(bank, 1_000n), credit(owed, 1_000n)],
      },
    ]);
    await recordFacts(tx, [
      {
        indicator: "pillars.reached",
        province: "35",
        period: "2022",
        regency: "35.09",
        pesantrenId: pesantren,
        dimensions: { pillar: "SOCIOPRENEUR" },
        value: 1_029,
        unit: "persons",
        kind: "PUBLISHED",
        source: "jatim",
        asOf: at,
      },
    ]);
  });
  return { samples: { "Query.jatimFacts": "first: 1000" } };
};
