/** The most digits that are shown, and the share of all digits that they may be. */
const MOST = 4;
const SHARE = 4;
/** Always as many, so that the mask does not tell how long the value is. */
const DOTS = "••••••";

/** The last digits of a number and dots before them: at most four, and never more than a quarter of its digits. */
export function lastDigits(value: string): string {
  const digits = value.replace(/\D/g, "");
  const shown = Math.min(MOST, Math.floor(digits.length / SHARE));
  return DOTS + digits.slice(digits.length - shown);
}
