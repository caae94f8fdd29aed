import { registerEnumType } from "type-graphql";

export enum JabarMode {
  ONLINE = "ONLINE",
  IN_PERSON = "IN_PERSON",
}
registerEnumType(JabarMode, {
  name: "JabarMode",
  description: "How something is held.",
  valuesConfig: {
    ONLINE: { description: "Online (virtual)." },
    IN_PERSON: { description: "In person (tatap muka)." },
  },
});
