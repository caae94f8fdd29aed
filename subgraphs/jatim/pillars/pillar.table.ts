import type { PersonalTable } from "../../kit/personal/personal-table";
import { JATIM } from "../province";
import { originalOf } from "../references";

/** Who the santri and alumni of the pillars are. A person has the id of the member. */
export const PILLAR_PERSONS: PersonalTable = {
  table: "pillar_person",
  type: "JatimPillarPerson",
  id: "id",
  subject: "id",
  province: `'${JATIM}'`,
  pesantren: `${originalOf("pillar_person.pesantren_id")}::text`,
  fields: {
    name: { column: "name", category: "NAME" },
    birthDate: { column: "birth_date", category: "BIRTH_DATE" },
  },
};
