import { HOLDERS } from "../../../../subgraphs/jatim/laku-pandai/holder.table";
import { system } from "../../../../subgraphs/kit/access/caller";
import { systemClock } from "../../../../subgraphs/kit/clock";
import { newId } from "../../../../subgraphs/kit/id";
import { Keyring } from "../../../../subgraphs/kit/keys/keyring";
import { credit, debit, openAccounts, post } from "../../../../subgraphs/kit/ledger/ledger";
import { recordConsent } from "../../../../subgraphs/kit/personal/consent";
import { personalColumns } from "../../../../subgraphs/kit/personal/write";
import type { SeedPart } from "./seed";

const NUMBER = "123456789015";

/** An agent, an account that was closed, with its statement, and a transfer that was taken back. */
export const seedLakuPandai: SeedPart = async (graph, { pesantren, servicePoint }) => {
  const { db } = graph.databases.get("jatim")!;
  const keyring = new Keyring(graph.keys.file("jatim"));
  const [agent, account, other, transfer] = [newId(), newId(), newId(), newId()];
  const birthDate = "1990-01-01";
  const values = { name: "Nasabah Contoh", nik: "3509010101900001", phone: "+6281234567890", birthDate };
  const columns = personalColumns({ keyring }, HOLDERS, account, values);
  await db.inTransaction(async (tx) => {
    await tx.rows("INSERT INTO laku_agent VALUES ($1, $2, $3, '35.09', 'JATIM_SYARIAH', 'A', 'ACTIVE', now())", [
      agent,
      servicePoint,
      pesantren,
    ]);
    await tx.rows("INSERT INTO laku_agent_step VALUES ($1, $2, 'ACTIVE', 'A', '-', now())", [newId(), agent]);
    const names = Object.keys(columns);
    await tx.rows(
      `INSERT INTO laku_account (id, number, agent_id, pesantren_id, bank_code, status, opened_at, closed_at, pin_hash, ${names.join(", ")})
       VALUES ($1, '${NUMBER}', $2, $3, 'JATIM_SYARIAH', 'CLOSED', now(), now(), '-', ${names.map((_, at) => `$${at + 4}`).join(", ")})`,
      [account, agent, pesantren, ...Object.values(columns)],
    );
    await tx.rows(
      `INSERT INTO laku_account (id, number, agent_id, pesantren_id, bank_code, status, opened_at, pin_hash)
       VALUES ($1, '123456789023', $2, $3, 'JATIM_SYARIAH', 'OPEN', now(), '-')`,
      [other, agent, pesantren],
    );
    await tx.rows(
      `INSERT INTO laku_transaction VALUES ($1, 'TRANSFER', $2, $3, 'JATIM_SYARIAH', $4, $5, 1000, '2024-05-20', now(), 'kasir', now(), 'Salah')`,
      [transfer, agent, pesantren, account, other],
    );
    await tx.rows(
      `INSERT INTO laku_cash_movement VALUES ($1, 'CASH_BROUGHT', $2, $3, 'JATIM_SYARIAH', 1000, 'L-1', '2024-05-20', now())`,
      [newId(), agent, pesantren],
    );
    const holder = { kind: "LIABILITY", neverNegative: true } as const;
    const codes = [account, other].map((id) => ({ code: `laku/account/${id}`, ...holder }));
    const bank = { code: "laku/bank/MATRIX", kind: "ASSET", neverNegative: false } as const;
    const [one, , cash] = (await openAccounts(tx, [...codes, bank], new Date())) as [string, string, string];
    const entries = [debit(cash, 1_000n), credit(one, 1_000n)];
    const cause = { kind: "laku-deposit", id: transfer };
    await post(tx, [{ cause, description: "Matrix", at: new Date(), entries }]);
    await recordConsent({ keyring, caller: { ...system("seed"), province: "35" }, clock: systemClock }, tx, {
      subjectId: account,
      province: "35",
      birthDate,
      purpose: "banking",
      recipient: null,
      categories: ["NAME", "NIK", "PHONE", "BIRTH_DATE"],
      guardian: null,
      evidenceReference: "Matrix",
      evidenceSha256: "ab".repeat(32),
      givenAt: new Date("2020-01-05T00:00:00Z"),
    });
  });
  return {
    samples: {
      "Query.jatimLakuPandaiAgent": `id: "${agent}"`,
      "Query.jatimBasicAccount": `number: "${NUMBER}"`,
      "JatimLakuPandaiAgent.day": 'day: "2024-05-20"',
    },
  };
};
