import type { PersonalTable } from "../../kit/personal/personal-table";
import { JABAR } from "../province";

/** Where the representatives of registrations are kept, and which columns are personal. A representative has the id of its registration. */
export const REPRESENTATIVES: PersonalTable = {
  table: "representative",
  type: "JabarRepresentative",
  id: "id",
  subject: "id",
  province: `'${JABAR}'`,
  pesantren: "pesantren_id::text",
  fields: {
    name: { column: "name", category: "NAME" },
    nik: { column: "nik", category: "NIK", index: { column: "nik_index", how: "digits" } },
    birthDate: { column: "birth_date", category: "BIRTH_DATE" },
    phone: { column: "phone", category: "PHONE" },
  },
};

/** The personal values of a representative, by the names of their fields. */
export type RepresentativeField = "name" | "nik" | "birthDate" | "phone";
