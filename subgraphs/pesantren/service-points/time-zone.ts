import { registerEnumType } from "type-graphql";

/** The three time zones of Indonesia; none has summer time. */
export enum TimeZone {
  WIB = "WIB",
  WITA = "WITA",
  WIT = "WIT",
}
registerEnumType(TimeZone, {
  name: "TimeZone",
  description: "Time zone of Indonesia (Keppres 41/1987).",
  valuesConfig: {
    WIB: { description: "Western Indonesia, UTC+7." },
    WITA: { description: "Central Indonesia, UTC+8." },
    WIT: { description: "Eastern Indonesia, UTC+9." },
  },
});

const OFFSET_HOURS: Readonly<Record<TimeZone, number>> = { WIB: 7, WITA: 8, WIT: 9 };

/** Which minute of the local week a moment is; 0 is Monday 00:00. */
export function minuteOfWeek(at: Date, zone: TimeZone): number {
  const local = new Date(at.getTime() + OFFSET_HOURS[zone] * 3_600_000);
  const daysSinceMonday = (local.getUTCDay() + 6) % 7;
  return (daysSinceMonday * 24 + local.getUTCHours()) * 60 + local.getUTCMinutes();
}
