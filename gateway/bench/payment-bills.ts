import type { Client } from "pg";
import { newId } from "../../subgraphs/kit/id";
import { newPayCode } from "../../subgraphs/jatim/samsat/pay-code";

/** A bill of vehicle tax that waits to be paid. */
export interface Bill {
  readonly id: string;
  readonly payCode: string;
  readonly plate: string;
}

/** The bank of all bills here. */
export const BANK = "JATIM_SYARIAH";
export const DUE_ON = "2031-04-01";
/** What all bills here are of: as of a motorcycle of ten million rupiah, paid in time. */
export const PARTS = { pkb: 120_000, opsen: 79_200, swdkllj: 35_000, adminFee: 5_000 } as const;
export const TOTAL = Object.values(PARTS).reduce<number>((sum, part) => sum + part, 0);

/** SQL of a plate that looks picked by chance and comes once, of a whole number. */
export const plateOf = (n: string) => {
  const mixed = `(${n} * 15485863 % 175742424)`;
  const letter = (place: number) => `chr((65 + ${mixed} / ${9999 * 26 ** place} % 26)::int)`;
  return `('L ' || 1 + ${mixed} % 9999 || ' ' || ${letter(0)} || ${letter(1)} || ${letter(2)})`;
};

let made = 0;

/** Makes bills as `billJatimVehicleTax` leaves them, of vehicles all over the history. */
export async function makeBills(owner: Client, pesantrenId: string, count: number): Promise<Bill[]> {
  const ids = Array.from({ length: count }, newId);
  const from = (made += count) - count;
  const { rows } = await owner.query<Bill>(
    `INSERT INTO samsat_payment (id, pay_code, status, service_point_id, pesantren_id, bank_code, regency_code, plate, vehicle_class, vehicle, due_on,
       pkb, pkb_penalty, opsen, swdkllj, swdkllj_penalty, admin_fee, billed_at, billed_by, expires_at)
     SELECT id, code, 'BILLED', $3::uuid, $3::uuid, '${BANK}', '35.78', ${plateOf("(place + $4) * 7001")}, 'MOTORCYCLE', 'Contoh 2019', '${DUE_ON}',
       ${PARTS.pkb}, 0, ${PARTS.opsen}, ${PARTS.swdkllj}, 0, ${PARTS.adminFee}, now(), 'bench', now() + interval '1 day'
     FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS bill (id, code, place)
     RETURNING id, pay_code AS "payCode", plate`,
    [ids, ids.map(newPayCode), pesantrenId, from],
  );
  return rows;
}
