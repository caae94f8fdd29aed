import { newId } from "../../../../subgraphs/kit/id";
import { openAccounts } from "../../../../subgraphs/kit/ledger/ledger";
import type { SeedPart } from "./seed";

/** A grant to a cooperative that was paid, with a report that was reviewed. */
export const seedCooperativeGrants: SeedPart = async (graph, { pesantren }) => {
  const { db } = graph.databases.get("jatim")!;
  const [grant, report] = [newId(), newId()];
  await db.inTransaction(async (tx) => {
    const [account] = await openAccounts(
      tx,
      [{ code: `grants/${grant}`, kind: "LIABILITY", neverNegative: true }],
      new Date("2022-01-01T00:00:00Z"),
    );
    await tx.rows(
      `INSERT INTO cooperative_grant (id, kind, pesantren_id, cooperative, plan, bank_code, bank_account, status, amount, account_id, proposed_at, decided_at,
         decided_by, decision_note, paid_on, bank_reference)
       VALUES ($1, 'COOPERATIVE', $2, 'Kopontren', 'Mesin', 'JATIM_SYARIAH', '12345678', 'DISBURSED', 50000000, $3, now(), now(), 'operator', 'Baik',
         '2022-02-01', 'B-9')`,
      [grant, pesantren, account],
    );
    await tx.rows(
      "INSERT INTO grant_report VALUES ($1, $2, 'ACCEPTED', 0, 'Catatan', now(), 'Baik', 'operator', now())",
      [report, grant],
    );
    await tx.rows(
      "INSERT INTO grant_receipt VALUES ($1, 1, '2022-02-02', 50000000, 'Mesin', 'arsip', repeat('ab', 32))",
      [report],
    );
  });
  return {};
};
