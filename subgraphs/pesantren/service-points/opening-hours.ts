import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import type { RefusalValue } from "../../kit/refusal";
import { LocalTime } from "../../kit/scalars";

/** Days of the week, in the order of a week that begins on Monday. */
export enum Weekday {
  MONDAY = 0,
  TUESDAY = 1,
  WEDNESDAY = 2,
  THURSDAY = 3,
  FRIDAY = 4,
  SATURDAY = 5,
  SUNDAY = 6,
}
registerEnumType(Weekday, {
  name: "Weekday",
  description: "Day of the week.",
  valuesConfig: {
    MONDAY: { description: "Senin." },
    TUESDAY: { description: "Selasa." },
    WEDNESDAY: { description: "Rabu." },
    THURSDAY: { description: "Kamis." },
    FRIDAY: { description: "Jumat." },
    SATURDAY: { description: "Sabtu." },
    SUNDAY: { description: "Minggu." },
  },
});

const OPENS = "When it opens, local time, whole minutes.";
const CLOSES = "When it closes, local time, whole minutes; `00:00` is midnight at the end of the day.";

@ObjectType({ description: "A time of the week in which a service point is open, in its own time zone." })
export class OpeningHours {
  @Public
  @Field(() => Weekday, { description: "The day." })
  weekday!: Weekday;

  @Public
  @Field(() => LocalTime, { description: OPENS })
  opens!: string;

  @Public
  @Field(() => LocalTime, { description: CLOSES })
  closes!: string;
}

@InputType({ description: "A time of the week in which a service point is open, in its own time zone." })
export class OpeningHoursInput implements OpeningHours {
  @Field(() => Weekday, { description: "The day. A day may be given several times, for a break between." })
  weekday!: Weekday;

  @Field(() => LocalTime, { description: OPENS })
  opens!: string;

  @Field(() => LocalTime, {
    description: `${CLOSES} Must be later than \`opens\`: what is open after midnight is given again with the next day.`,
  })
  closes!: string;
}

const MINUTES_OF_DAY = 24 * 60;
/** Four times a day are more than any shop has; the limit keeps an input from being endless. */
const MOST = 4 * 7;

/** What is wrong with the times: not whole minutes, closing before opening, overlapping, too many. None if all is well. */
export function openingHoursFaults(hours: readonly OpeningHours[], path: readonly string[]): RefusalValue[] {
  if (hours.length > MOST) return [tooMany(hours.length, path)];
  const faults = hours.flatMap((each, at) => intervalFaults(each, [...path, String(at)]));
  if (faults.length > 0) return faults;
  const spans = hours.map((each, at) => ({ ...spanOf(each), at })).sort((a, b) => a.from - b.from);
  return spans.flatMap((span, place) => {
    const before = spans[place - 1];
    return before && before.to > span.from
      ? [overlap(hours[span.at]!, hours[before.at]!, [...path, String(span.at)])]
      : [];
  });
}

/** The times as PostgreSQL writes a set of minutes of the week. Times that touch become one. */
export function toMultirange(hours: readonly OpeningHours[]): string {
  return `{${hours.map((each) => `[${spanOf(each).from},${spanOf(each).to})`).join(",")}}`;
}

/** The times of a set of minutes of the week, by day; what goes past midnight is cut there. */
export function fromMultirange(text: string): OpeningHours[] {
  return spansOf(text).flatMap(({ from, to }) => {
    const hours: OpeningHours[] = [];
    for (let start = from; start < to;) {
      const midnight = start - (start % MINUTES_OF_DAY) + MINUTES_OF_DAY;
      const end = Math.min(to, midnight);
      hours.push({ weekday: Math.floor(start / MINUTES_OF_DAY), opens: clock(start), closes: clock(end) });
      start = end;
    }
    return hours;
  });
}

/** Whether a minute of the week lies in a set of minutes: the minute of opening does, that of closing does not. */
export function holdsMinute(text: string, minute: number): boolean {
  return spansOf(text).some(({ from, to }) => from <= minute && minute < to);
}

function spansOf(text: string): { from: number; to: number }[] {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, to]) => ({ from: Number(from), to: Number(to) }));
}

function spanOf({ weekday, opens, closes }: OpeningHours): { from: number; to: number } {
  const day = weekday * MINUTES_OF_DAY;
  return { from: day + minutes(opens), to: day + (minutes(closes) || MINUTES_OF_DAY) };
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function clock(minute: number): string {
  const [hour, rest] = [Math.floor(minute / 60) % 24, minute % 60];
  return `${String(hour).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

function intervalFaults(hours: OpeningHours, path: readonly string[]): RefusalValue[] {
  const unrounded = (["opens", "closes"] as const).filter((end) => !/^\d\d:\d\d(:00(\.000)?)?$/.test(hours[end]));
  if (unrounded.length > 0) return unrounded.map((end) => notWholeMinutes(hours[end], [...path, end]));
  const { from, to } = spanOf(hours);
  return from < to ? [] : [closesTooEarly(hours, [...path, "closes"])];
}

function notWholeMinutes(received: string, field: readonly string[]): RefusalValue {
  return {
    code: "OPENING_HOURS_INVALID",
    field,
    text: {
      id: `Jam buka ditulis dalam menit penuh seperti 08:30, diterima ${received}.`,
      en: `Opening hours are given in whole minutes such as 08:30, received ${received}.`,
    },
    expected: "whole minutes such as 08:30",
    received,
  };
}

function closesTooEarly({ opens, closes }: OpeningHours, field: readonly string[]): RefusalValue {
  return {
    code: "OPENING_HOURS_INVALID",
    field,
    text: {
      id: `Jam tutup ${closes} harus setelah jam buka ${opens}; jam setelah tengah malam ditulis pada hari berikutnya.`,
      en: `Closing at ${closes} must be later than opening at ${opens}; hours after midnight are given with the next day.`,
    },
    expected: `later than ${opens}, or 00:00 for midnight`,
    received: closes,
  };
}

function overlap(later: OpeningHours, earlier: OpeningHours, field: readonly string[]): RefusalValue {
  const [a, b] = [earlier, later].map(({ opens, closes }) => `${opens}-${closes}`);
  const day = Weekday[later.weekday];
  return {
    code: "OPENING_HOURS_OVERLAP",
    field,
    text: {
      id: `Jam buka ${a} dan ${b} pada ${day} bertumpang tindih.`,
      en: `The opening hours ${a} and ${b} on ${day} overlap.`,
    },
    received: `${day} ${a}, ${b}`,
  };
}

function tooMany(count: number, field: readonly string[]): RefusalValue {
  return {
    code: "OPENING_HOURS_INVALID",
    field,
    text: {
      id: `Jam buka paling banyak ${MOST}, diterima ${count}.`,
      en: `At most ${MOST} opening hours, received ${count}.`,
    },
    expected: `at most ${MOST}`,
    received: String(count),
  };
}
