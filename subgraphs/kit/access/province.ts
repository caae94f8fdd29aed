import type { RefusalValue } from "../refusal";
import { actsIn, type Caller } from "./caller";

/**
 * Why a caller may not write what lies in a region of another province: nothing, or one refusal. The database refuses it too; this says so in words.
 *
 * @param regionCode code of any region, such as `32.04`; its first part is the province
 * @param field path of the input that names the place or the record
 */
export function provinceFaults(caller: Caller, regionCode: string, field: readonly string[]): RefusalValue[] {
  const province = regionCode.slice(0, 2);
  return actsIn(caller, province) ? [] : [outsideProvince(caller, province, field)];
}

/** Why a caller who acts for one pesantren may not write what belongs to another one: nothing, or one refusal. */
export function pesantrenFaults(caller: Caller, pesantrenId: string, field: readonly string[]): RefusalValue[] {
  const own = caller.pesantren;
  return own === null || own === pesantrenId.toLowerCase() ? [] : [outsidePesantren(own, pesantrenId, field)];
}

function outsideProvince({ province }: Caller, received: string, field: readonly string[]): RefusalValue {
  return {
    code: "OUTSIDE_PROVINCE",
    field,
    text: {
      id: "Data ini milik provinsi lain; hak Anda hanya berlaku di provinsi Anda sendiri.",
      en: "This belongs to another province; your rights hold in your own province only.",
    },
    expected: province ?? "a token with a province",
    received,
  };
}

function outsidePesantren(own: string, received: string, field: readonly string[]): RefusalValue {
  return {
    code: "OUTSIDE_PESANTREN",
    field,
    text: {
      id: "Data ini milik pesantren lain; hak Anda hanya berlaku untuk pesantren Anda sendiri.",
      en: "This belongs to another pesantren; your rights hold for your own pesantren only.",
    },
    expected: own,
    received: received.slice(0, 60),
  };
}
