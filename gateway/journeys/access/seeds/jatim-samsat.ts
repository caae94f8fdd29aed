import { newId } from "../../../../subgraphs/kit/id";
import type { SeedPart } from "./seed";

/** A payment that was made and taken back, and a day of a bank's statement with a difference. */
export const seedSamsat: SeedPart = async (graph, { pesantren }) => {
  const { db } = graph.databases.get("jatim")!;
  const payment = newId();
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO samsat_payment (id, pay_code, status, service_point_id, pesantren_id, bank_code, regency_code, plate, vehicle_class, vehicle, due_on,
         pkb, pkb_penalty, opsen, swdkllj, swdkllj_penalty, admin_fee, billed_at, billed_by, expires_at, sent_at, paid_at, bank_reference, receipt_number,
         failure, reversed_at)
       VALUES ($1, '202203123456789019', 'REVERSED', $2, $3, 'JATIM_SYARIAH', '35.09', 'L 1 A', 'CAR', 'Contoh', '2022-03-10', 1, 1, 1, 1, 1, 1, now(),
         'kasir', now(), now(), now(), 'B-1', 'SO-1', '4035414', now())`,
      [payment, newId(), pesantren],
    );
    await tx.rows("INSERT INTO samsat_year VALUES ('L 1 A', '2022-03-10', $1)", [payment]);
    await tx.rows("INSERT INTO bank_message VALUES ('JATIM_SYARIAH', '2022-03-10', '1')");
    await tx.rows("INSERT INTO settlement_day VALUES ('JATIM_SYARIAH', '2022-03-10', 1, 7, 0, now())");
    await tx.rows(
      `INSERT INTO settlement_difference VALUES ($1, 'JATIM_SYARIAH', '2022-03-10', 'AMOUNT', 'PAYMENT', 'x', 7, 6, 'operator', 'RESOLVED', 'Benar', now(), now())`,
      [newId()],
    );
  });
  return {
    samples: {
      "Query.jatimTaxPayment": `id: "${payment}"`,
      "Query.jatimTaxReceipt": 'text: "x"',
      "Query.jatimSettlementDifferences": "isOpen: false",
    },
  };
};
