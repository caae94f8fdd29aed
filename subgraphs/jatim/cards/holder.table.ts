import type { PersonalTable } from "../../kit/personal/personal-table";
import { JATIM } from "../province";
import { originalOf } from "../references";

/** Who has cards. */
export const CARD_HOLDERS: PersonalTable = {
  table: "card_holder",
  type: "JatimCardHolder",
  id: "id",
  subject: "id",
  province: `'${JATIM}'`,
  pesantren: `${originalOf("card_holder.pesantren_id")}::text`,
  fields: {
    name: { column: "name", category: "NAME" },
    birthDate: { column: "birth_date", category: "BIRTH_DATE" },
    nik: { column: "nik", category: "NIK", index: { column: "nik_index", how: "digits" } },
    phone: { column: "phone", category: "PHONE" },
  },
};
