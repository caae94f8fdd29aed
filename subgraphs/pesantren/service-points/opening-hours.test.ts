import fc from "fast-check";
import {
  fromMultirange,
  holdsMinute,
  openingHoursFaults,
  toMultirange,
  Weekday,
  type OpeningHours,
} from "./opening-hours";
import { minuteOfWeek, TimeZone } from "./time-zone";

const hours = (weekday: Weekday, opens: string, closes: string): OpeningHours => ({ weekday, opens, closes });
const codes = (...list: OpeningHours[]) => openingHoursFaults(list, ["input", "openingHours"]).map(({ code }) => code);

describe("opening hours", () => {
  it("may have a break, and end at midnight", () => {
    expect(
      codes(
        hours(Weekday.MONDAY, "13:00", "00:00"),
        hours(Weekday.MONDAY, "08:00", "12:00"),
        hours(Weekday.TUESDAY, "00:00", "02:00"),
        hours(Weekday.SUNDAY, "00:00", "00:00"),
      ),
    ).toEqual([]);
  });

  it("are refused where they close before they open, and say how to write what goes past midnight", () => {
    const [fault] = openingHoursFaults([hours(Weekday.FRIDAY, "22:00", "02:00")], ["input", "openingHours"]);
    expect(fault).toEqual({
      code: "OPENING_HOURS_INVALID",
      field: ["input", "openingHours", "0", "closes"],
      text: {
        id: "Jam tutup 02:00 harus setelah jam buka 22:00; jam setelah tengah malam ditulis pada hari berikutnya.",
        en: "Closing at 02:00 must be later than opening at 22:00; hours after midnight are given with the next day.",
      },
      expected: "later than 22:00, or 00:00 for midnight",
      received: "02:00",
    });
    expect(codes(hours(Weekday.FRIDAY, "08:00", "08:00"))).toEqual(["OPENING_HOURS_INVALID"]);
  });

  it("are refused where they overlap on a day, in whatever order they come; where they touch they do not", () => {
    const overlapping = [hours(Weekday.MONDAY, "11:00", "15:00"), hours(Weekday.MONDAY, "08:00", "12:00")];
    expect(openingHoursFaults(overlapping, ["h"])).toMatchObject([
      { code: "OPENING_HOURS_OVERLAP", field: ["h", "0"], received: "MONDAY 08:00-12:00, 11:00-15:00" },
    ]);
    expect(codes(hours(Weekday.MONDAY, "08:00", "12:00"), hours(Weekday.MONDAY, "12:00", "15:00"))).toEqual([]);
  });

  it("are whole minutes", () => {
    expect(codes(hours(Weekday.MONDAY, "08:00:00", "12:00:00.000"))).toEqual([]);
    expect(codes(hours(Weekday.MONDAY, "08:00:30", "12:00"))).toEqual(["OPENING_HOURS_INVALID"]);
  });

  it("are at most 28", () => {
    const many = Array.from({ length: 29 }, () => hours(Weekday.MONDAY, "08:00", "09:00"));
    expect(codes(...many)).toEqual(["OPENING_HOURS_INVALID"]);
  });

  it("are cut at midnight when they are shown, so that every day says what it has", () => {
    expect(fromMultirange("{[1320,1560),[8640,10080)}")).toEqual([
      hours(Weekday.MONDAY, "22:00", "00:00"),
      hours(Weekday.TUESDAY, "00:00", "02:00"),
      hours(Weekday.SUNDAY, "00:00", "00:00"),
    ]);
  });

  it("come back as they were given, if they are in order and do not touch", () => {
    const day = fc
      .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 8 })
      .map((minutes) => minutes.sort((a, b) => a - b).slice(0, minutes.length - (minutes.length % 2)));
    const time = (minute: number) =>
      [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
    fc.assert(
      fc.property(fc.array(day, { minLength: 7, maxLength: 7 }), (days) => {
        const list = days.flatMap((minutes, weekday) =>
          minutes.flatMap((minute, at) => (at % 2 ? [hours(weekday, time(minutes[at - 1]!), time(minute))] : [])),
        );
        expect(openingHoursFaults(list, [])).toEqual([]);
        expect(fromMultirange(toMultirange(list))).toEqual(list);
      }),
      { seed: 20261123 },
    );
  });

  it("hold the minute of opening and not that of closing", () => {
    const set = toMultirange([hours(Weekday.TUESDAY, "08:00", "12:00")]);
    const at = (text: string) => holdsMinute(set, minuteOfWeek(new Date(`2026-11-24T${text}+07:00`), TimeZone.WIB));
    expect(["07:59:59", "08:00:00", "11:59:59", "12:00:00"].map(at)).toEqual([false, true, true, false]);
  });
});

describe("the minute of the week", () => {
  it("begins on Monday at midnight of each zone", () => {
    const sundayNight = new Date("2026-11-22T16:30:00Z");
    expect(minuteOfWeek(sundayNight, TimeZone.WIB)).toBe(6 * 1440 + 23 * 60 + 30);
    expect(minuteOfWeek(sundayNight, TimeZone.WITA)).toBe(30);
    expect(minuteOfWeek(sundayNight, TimeZone.WIT)).toBe(90);
  });
});
