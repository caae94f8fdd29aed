import { registerEnumType } from "type-graphql";

export enum BusinessField {
  SERVICES = "SERVICES",
  FASHION = "FASHION",
  AGRICULTURE = "AGRICULTURE",
  FOOD_AND_BEVERAGE = "FOOD_AND_BEVERAGE",
  CRAFTS = "CRAFTS",
  LIVESTOCK = "LIVESTOCK",
  TRADE = "TRADE",
  FISHERY = "FISHERY",
  OTHER = "OTHER",
}
registerEnumType(BusinessField, {
  name: "BusinessField",
  description: "Business field (bidang usaha) of OPOP, as announced for 2019 and 2020.",
  valuesConfig: {
    SERVICES: { description: "Jasa." },
    FASHION: { description: "Fashion." },
    AGRICULTURE: { description: "Pertanian." },
    FOOD_AND_BEVERAGE: { description: "Makanan dan minuman." },
    CRAFTS: { description: "Kerajinan." },
    LIVESTOCK: { description: "Peternakan." },
    TRADE: { description: "Perdagangan." },
    FISHERY: { description: "Perikanan." },
    OTHER: { description: "Lainnya." },
  },
});
