import type { Context } from "../../kit/context";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { lengthFaults } from "./service-point.errors";
import type { Bank, DefineBankInput, DefineServiceInput, Service } from "./vocabulary";

const CODE_FORM = /^[A-Z][A-Z0-9_]{1,39}$/;

/**
 * Adds a service to the list. The code is its own idempotency key: the same definition again changes nothing.
 *
 * @throws RefusedError CODE_INVALID, TEXT_LENGTH, or SERVICE_EXISTS if the code is defined otherwise
 */
export async function defineService({ db }: Context, input: DefineServiceInput): Promise<Service> {
  const { code, nameIndonesian, nameEnglish, source } = input;
  const texts = { nameIndonesian, nameEnglish, source };
  refuseAny([...codeFaults(code), ...textFaults(texts)]);
  return db.inTransaction(async (tx) => {
    await tx.rows(
      "INSERT INTO service (code, name_id, name_en, source) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
      [code, nameIndonesian, nameEnglish, source],
    );
    const [kept] = await tx.rows<Service>(
      'SELECT code, name_id AS "nameIndonesian", name_en AS "nameEnglish", source FROM service WHERE code = $1',
      [code],
    );
    return sameOrRefused(kept!, { code, ...texts }, "SERVICE_EXISTS");
  });
}

/**
 * Adds a bank to the list. The code is its own idempotency key: the same definition again changes nothing.
 *
 * @throws RefusedError CODE_INVALID, TEXT_LENGTH, or BANK_EXISTS if the code is defined otherwise
 */
export async function defineBank({ db }: Context, { code, name, source }: DefineBankInput): Promise<Bank> {
  refuseAny([...codeFaults(code), ...textFaults({ name, source })]);
  return db.inTransaction(async (tx) => {
    await tx.rows("INSERT INTO bank (code, name, source) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
      code,
      name,
      source,
    ]);
    const [kept] = await tx.rows<Bank>("SELECT code, name, source FROM bank WHERE code = $1", [code]);
    return sameOrRefused(kept!, { code, name, source }, "BANK_EXISTS");
  });
}

function sameOrRefused<E extends Service | Bank>(kept: E, wanted: E, refusal: string): E {
  const differs = Object.entries(wanted).find(([field, value]) => kept[field as keyof E] !== value);
  if (!differs) return kept;
  const [field, received] = differs as [string, string];
  const expected = String(kept[field as keyof E]);
  return refuse({
    code: refusal,
    field: ["input", field],
    text: {
      id: `Kode ${kept.code} sudah ditetapkan lain: ${expected}.`,
      en: `Code ${kept.code} is defined otherwise already: ${expected}.`,
    },
    expected,
    received,
  });
}

function textFaults(texts: Readonly<Record<string, string>>): RefusalValue[] {
  return Object.entries(texts).flatMap(([field, text]) => lengthFaults(text, ["input", field], 120));
}

function codeFaults(code: string): RefusalValue[] {
  if (CODE_FORM.test(code)) return [];
  const expected = "2 to 40 capital letters, digits and underscores, the first a letter";
  return [
    {
      code: "CODE_INVALID",
      field: ["input", "code"],
      text: {
        id: "Kode harus 2 sampai 40 huruf besar, angka atau garis bawah, diawali huruf.",
        en: `A code must have ${expected}.`,
      },
      expected,
      received: code.slice(0, 60),
    },
  ];
}
