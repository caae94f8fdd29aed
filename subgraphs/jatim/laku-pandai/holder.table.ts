import type { PersonalTable } from "../../kit/personal/personal-table";
import { JATIM } from "../province";
import { originalOf } from "../references";

/** Who the holders of basic accounts are. A person has the id of the account. */
export const HOLDERS: PersonalTable = {
  table: "laku_account",
  type: "JatimBasicAccountHolder",
  id: "id",
  subject: "id",
  province: `'${JATIM}'`,
  pesantren: `${originalOf("laku_account.pesantren_id")}::text`,
  fields: {
    name: { column: "name", category: "NAME" },
    nik: { column: "nik", category: "NIK", index: { column: "nik_index", how: "digits" } },
    phone: { column: "phone", category: "PHONE" },
    birthDate: { column: "birth_date", category: "BIRTH_DATE" },
  },
};
