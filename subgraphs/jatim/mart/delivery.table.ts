import type { PersonalTable } from "../../kit/personal/personal-table";
import { JATIM } from "../province";
import { originalOf } from "../references";
import { UNDER_WAY } from "./order.states";

const SELLER_WHILE_UNDER_WAY = `(SELECT ${originalOf("mart_order.pesantren_id")}::text FROM mart_order WHERE mart_order.id = mart_delivery.id
  AND status IN (${UNDER_WAY.map((each) => `'${each}'`).join(", ")}))`;

/** Where orders go. The person is the buyer; of no order that is not under way does the seller read anything. */
export const DELIVERIES: PersonalTable = {
  table: "mart_delivery",
  type: "JatimDelivery",
  id: "id",
  subject: "buyer_id",
  province: `'${JATIM}'`,
  pesantren: SELLER_WHILE_UNDER_WAY,
  fields: {
    name: { column: "name", category: "NAME" },
    phone: { column: "phone", category: "PHONE" },
    address: { column: "address", category: "ADDRESS" },
    birthDate: { column: "birth_date", category: "BIRTH_DATE" },
  },
};
