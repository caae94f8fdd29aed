import { balanceAccount, bankAccount, bookMovement, salesAccount } from "../../../../subgraphs/jatim/cards/books";
import { CARD_HOLDERS } from "../../../../subgraphs/jatim/cards/holder.table";
import { registry, servicePoints } from "../../../../subgraphs/jatim/references";
import { system } from "../../../../subgraphs/kit/access/caller";
import { systemClock } from "../../../../subgraphs/kit/clock";
import { newId } from "../../../../subgraphs/kit/id";
import { Keyring } from "../../../../subgraphs/kit/keys/keyring";
import { recordConsent } from "../../../../subgraphs/kit/personal/consent";
import { personalColumns } from "../../../../subgraphs/kit/personal/write";
import { knownPesantren, knownServicePoint } from "../../../../subgraphs/kit/testing/registry";
import type { SeedPart } from "./seed";

/** A holder of a Kartu OPOP of the bank, with a guardian, a replaced card, movements, and a top-up that was paid; and what the shop and the bank settled. */
export const seedCards: SeedPart = async (graph, { pesantren, servicePoint }) => {
  const { db } = graph.databases.get("jatim")!;
  const keyring = new Keyring(graph.keys.file("jatim"));
  const [holder, account, card, point] = [newId(), newId(), newId(), servicePoint];
  await knownPesantren(registry, db, { id: pesantren });
  await knownServicePoint(servicePoints, db, { id: point, pesantrenId: pesantren });
  const birthDate = "1990-01-01";
  const values = { name: "Pemegang Contoh", birthDate, nik: "3509120101900001", phone: "+6281234567890" };
  const columns = personalColumns({ keyring }, CARD_HOLDERS, holder, values);
  await db.inTransaction(async (tx) => {
    await tx.rows(
      "INSERT INTO card_holder (id, pesantren_id, name, birth_date, nik, nik_index, phone, registered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, now())",
      [holder, pesantren, ...["name", "birth_date", "nik", "nik_index", "phone"].map((column) => columns[column])],
    );
    await tx.rows("INSERT INTO card_user VALUES ($1, 'guardian-jatim', 'GUARDIAN', now())", [holder]);
    await tx.rows("INSERT INTO card_invitation VALUES ($1, 'x', $2, 'HOLDER', now(), NULL)", [newId(), holder]);
    await tx.rows("INSERT INTO card_account VALUES ($1, $2, $3, 'OPOP', 'JATIM_SYARIAH', 50000, now(), NULL, NULL)", [
      ...[account, holder, pesantren],
    ]);
    await tx.rows(
      "INSERT INTO card VALUES ($1, $2, '4111111111111111', 'ACTIVE', NULL, 'scrypt', 0, now(), '2099-01-01', NULL)",
      [card, account],
    );
    await tx.rows("INSERT INTO card_step VALUES ($1, $2, 'ACTIVE', 'GUARDIAN', 'Contoh', now())", [newId(), card]);
    await tx.rows("INSERT INTO bank_reference VALUES ('C-1', 'card-top-up', $1), ('C-2', 'card-cash-paid-in', $1)", [
      newId(),
    ]);
    await tx.rows(
      "INSERT INTO card_top_up VALUES ($1, $2, '123456789012345678', 'JATIM_SYARIAH', 20000, now(), now(), now(), 'C-1')",
      [newId(), account],
    );
    const at = new Date();
    const balance = balanceAccount(account);
    const tooLow = { code: "NEVER", text: { id: "", en: "" } };
    const own = { accountId: account, at, tooLow };
    await bookMovement(tx, {
      ...{ ...own, kind: "TOP_UP", amount: 20_000n, to: bankAccount("JATIM_SYARIAH"), from: balance },
    });
    await bookMovement(tx, {
      ...{ ...own, kind: "PURCHASE", amount: 5_000n, cardId: card, servicePointId: point, description: "Buku" },
      ...{ to: balance, from: salesAccount(point) },
    });
    await tx.rows("INSERT INTO card_account VALUES ($1, $2, $3, 'SANTRI', NULL, 0, now(), now(), 'Lulus')", [
      ...[newId(), holder, pesantren],
    ]);
    await tx.rows("INSERT INTO card_settlement VALUES ($1, $2, 'CASH_PAID_IN', 1000, 'C-2', now())", [newId(), point]);
    await recordConsent({ keyring, caller: { ...system("seed"), province: "35" }, clock: systemClock }, tx, {
      ...{ subjectId: holder, province: "35", birthDate, purpose: "card", recipient: null, guardian: null },
      categories: ["NAME", "BIRTH_DATE", "NIK", "PHONE"],
      ...{ evidenceReference: "Matrix", evidenceSha256: "ab".repeat(32), givenAt: new Date("2020-01-05T00:00:00Z") },
    });
  });
  return {
    samples: {
      "Query.jatimCardAccount": `id: "${account}"`,
      "Query.jatimCard": `number: "4111111111111111"`,
      "Query.jatimCardShop": `servicePointId: "${point}"`,
    },
  };
};
