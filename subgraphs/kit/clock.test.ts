import { mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayInWib, processClock, systemClock } from "./clock";
import { ConfigurationError } from "./config";

describe("the clock of a process", () => {
  const file = join(mkdtempSync(join(tmpdir(), "clock-")), "clock");
  const stand = (moment: string, second: number) => {
    writeFileSync(file, moment);
    utimesSync(file, second, second);
  };

  it("is the system's unless a file says otherwise", () => expect(processClock({})).toBe(systemClock));

  it("stands at the moment in the file, and follows it to another", () => {
    stand("2020-03-01T08:00:00+07:00\n", 1);
    const clock = processClock({ TRIAL_CLOCK_FILE: file });
    expect(clock().toISOString()).toBe("2020-03-01T01:00:00.000Z");
    stand("2020-07-22T00:00:00Z", 2);
    expect(clock().toISOString()).toBe("2020-07-22T00:00:00.000Z");
  });

  it("is refused in production, and without a moment", () => {
    stand("2020-03-01T08:00:00+07:00", 3);
    expect(() => processClock({ TRIAL_CLOCK_FILE: file, NODE_ENV: "production" })).toThrow(ConfigurationError);
    stand("soon", 4);
    expect(() => processClock({ TRIAL_CLOCK_FILE: file })).toThrow("received soon");
  });

  it("tells the day in western Indonesia, which begins 7 hours before that of UTC", () => {
    expect(dayInWib(new Date("2019-03-31T16:59:59Z"))).toBe("2019-03-31");
    expect(dayInWib(new Date("2019-03-31T17:00:00Z"))).toBe("2019-04-01");
  });
});
