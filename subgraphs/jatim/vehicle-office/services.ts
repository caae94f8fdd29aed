import type { Service } from "../partners/answer";

/** The services of the vehicle office. SNAP has none for vehicles; these keep its form, with codes that SNAP gives to nothing. */
export const INQUIRY: Service = { code: "91", path: "/v1.0/vehicle/inquiry" };
export const REPORT: Service = { code: "92", path: "/v1.0/vehicle/payment-report" };

/** What the office says of a vehicle that it was asked for. */
export const INQUIRY_RESULTS = ["FOUND", "NOT_FOUND", "CHASSIS_DIFFERS"] as const;
