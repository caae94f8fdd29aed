import type { PersonalTable } from "../../kit/personal/personal-table";

/** Where contact persons are kept, and which of their columns are personal. */
export const CONTACT_PERSONS: PersonalTable = {
  table: "contact_person",
  type: "ContactPerson",
  id: "id",
  subject: "id",
  province: "province_code",
  pesantren: "pesantren_id::text",
  fields: {
    name: { column: "name", category: "NAME" },
    phone: { column: "phone", category: "PHONE", index: { column: "phone_index", how: "phone" } },
    nik: { column: "nik", category: "NIK", index: { column: "nik_index", how: "digits" } },
    email: { column: "email", category: "EMAIL" },
    birthDate: { column: "birth_date", category: "BIRTH_DATE" },
  },
};

/** The personal values of a contact person, by the names of their fields. */
export type ContactField = "name" | "phone" | "nik" | "email" | "birthDate";
