import { book, openDebts } from "../../../../subgraphs/jabar/grants/books";
import { newId } from "../../../../subgraphs/kit/id";
import type { SeedPart } from "./seed";

/** A prize of 2020 that was revoked, and one that was paid after it had failed once, with a report that was reviewed; and a fact that has everything. */
export const seedGrants: SeedPart = async (graph, { pesantren, registration }) => {
  const { db } = graph.databases.get("jabar")!;
  const [award, revoked, tranche, report] = [newId(), newId(), newId(), newId()];
  const at = new Date("2020-12-20T03:00:00Z");
  await db.inTransaction(async (tx) => {
    const accounts = await openDebts(tx, [award, revoked], at);
    await tx.rows(
      `INSERT INTO grant_award (id, stage_id, decision_id, registration_id, pesantren_id, regency_code, category, rank, title, amount, account_id, granted_at, revoked_at)
       SELECT granted.id, d.stage_id, d.id, $2, $3, '32.04', 'STARTUP', 1, 'Juara', 1000, granted.account, $5, granted.revoked
       FROM unnest($1::uuid[], $4::uuid[], ARRAY[NULL, $5]::timestamptz[]) AS granted (id, account, revoked), decision_result r JOIN decision d ON d.id = r.decision_id
       WHERE r.registration_id = $2`,
      [[award, revoked], registration, pesantren, accounts, at],
    );
    await tx.rows(
      `INSERT INTO grant_tranche (id, award_id, number, amount, status, ordered_at, paid_on, bank_reference, failure_reason)
       VALUES ($1, $2, 1, 1000, 'PAID', $3, '2020-12-21', 'matrix', 'Rekening ditutup')`,
      [tranche, award, at],
    );
    await tx.rows(
      `INSERT INTO grant_report (id, tranche_id, status, unspent, note, submitted_at, review_note, reviewed_by, reviewed_at)
       VALUES ($1, $2, 'ACCEPTED', 0, 'Catatan', $3, 'Baik', 'operator', $3)`,
      [report, tranche, at],
    );
    await tx.rows("INSERT INTO grant_receipt VALUES ($1, 1, '2020-12-22', 1000, 'Mesin', 'arsip', repeat('ab', 32))", [
      report,
    ]);
    const grant = {
      accountId: accounts[0]!,
      year: 2020,
      pesantrenId: pesantren,
      regencyCode: "32.04",
      category: "STARTUP",
    };
    const movements = [{ grant: { ...grant, awardId: award }, causeId: award, amount: 1_000n }];
    await book(tx, "granted", movements, at);
  });
  return { samples: { "Query.jabarGrants": "filter: { year: 2020 }", "Query.jabarFacts": "first: 1000" } };
};
