import { Random } from "../../kit/trial/random";
import type { TrialRow } from "../../kit/trial/trial-data";
import { trialId } from "../../kit/trial/trial-id";
import { pointIn } from "../../kit/trial/trial-places";
import { TRIAL_AS_OF, trialSource, type TrialPesantren } from "../../kit/trial/trial-pesantren";
import { spellingKey } from "../pesantren/spelling";
import { trialName, trialPlace } from "./trial-names";

/** The registry's row of a pesantren of the trial data. */
export function pesantrenRow(pesantren: TrialPesantren): TrialRow {
  const { seed, index, id, nspp, regency } = pesantren;
  const random = new Random(seed, "pesantren", index);
  const name = trialName(random);
  const [latitude, longitude] = pointIn(regency, random);
  return {
    id,
    nspp,
    published_name: name,
    name,
    name_key: spellingKey(name),
    address: `Kp. ${trialPlace(random)} RT ${random.whole(1, 9)} RW ${random.whole(1, 20)} Desa ${trialPlace(random)}`,
    regency_code: regency.code,
    latitude,
    longitude,
    kind: random.chance(0.9) ? random.early(KINDS) : null,
    founded_year: random.chance(0.8) ? 2024 - Math.floor(random.next() ** 2 * 120) : null,
    whatsapp: random.chance(0.4) ? inventedNumber(pesantren) : null,
    cooperative_name: hasCooperative(pesantren) ? `Kopontren ${name}` : null,
    source: trialSource(seed),
    as_of: TRIAL_AS_OF,
    trial: true,
  };
}

/** How many santri it has; most have few, and some a few thousand. */
export function santriRow({ seed, index, id }: TrialPesantren): TrialRow {
  const random = new Random(seed, "santri", index);
  const count = Math.round(20 + 60 * (1 / (1 - random.next() * 0.985) - 1));
  return {
    pesantren_id: id,
    year: Number(TRIAL_AS_OF.slice(0, 4)),
    count,
    source: trialSource(seed),
    as_of: TRIAL_AS_OF,
  };
}

/** Its shop or cooperative, if it has one that offers services: one of ten has. */
export function servicePointRows(pesantren: TrialPesantren): readonly TrialRow[] {
  const { seed, index, id, regency } = pesantren;
  const random = new Random(seed, "service point", index);
  if (!random.chance(0.1)) return [];
  const kind = hasCooperative(pesantren) ? "COOPERATIVE" : "SHOP";
  const { name, latitude, longitude } = pesantrenRow(pesantren);
  return [
    {
      id: trialId(seed, "service point", index),
      pesantren_id: id,
      kind,
      name: `${kind === "SHOP" ? "Toko" : "Kopontren"} ${name as string}`,
      service_codes: ["RETAIL", ...EXTRA_SERVICES.filter(() => random.chance(0.3))],
      regency_code: regency.code,
      latitude: latitude ?? null,
      longitude: longitude ?? null,
      time_zone: timeZoneOf(regency.code),
      opening_hours: random.early(OPENING_HOURS),
      phone: inventedNumber(pesantren),
      status: random.chance(0.9) ? "ACTIVE" : "PLANNED",
    },
  ];
}

const KINDS = ["SALAFIYAH", "INTEGRATED", "MUALLIMIN"] as const;
const EXTRA_SERVICES = ["SAMSAT", "LAKU_PANDAI"] as const;

function hasCooperative({ seed, index }: TrialPesantren): boolean {
  return new Random(seed, "cooperative", index).chance(0.2);
}

/** Of the longest form that a number may have and of a code (084) that no mobile operator has, so that nobody is ever called; each only once. */
function inventedNumber({ nspp }: TrialPesantren): string {
  return `+6284${nspp.slice(1)}`;
}

/** Minutes of the week that begins on Monday: from 8 to 16, from 7 to 21 on all days; and unknown. */
const OPENING_HOURS = [openFrom(8 * 60, 16 * 60, 6), openFrom(7 * 60, 21 * 60, 7), null];

function openFrom(opens: number, closes: number, days: number): string {
  const spans = Array.from({ length: days }, (_, day) => `[${day * 1440 + opens},${day * 1440 + closes})`);
  return `{${spans.join(",")}}`;
}

/** As table `province_time_zone` has it. */
function timeZoneOf(regencyCode: string): string {
  if (/^[89]/.test(regencyCode)) return "WIT";
  return /^(5|7|6[345])/.test(regencyCode) ? "WITA" : "WIB";
}
