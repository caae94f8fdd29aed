import type { Database } from "../../kit/data/database";
import { newId } from "../../kit/id";
import { tellPublished } from "./pillar.facts";
import type { PillarName } from "./pillar";

/** The source of whatever nobody published. */
const ASSUMED = "assumed";
const HARIAN_BANGSA = "HB.net, Bersama Eko Tren OPOP Wujudkan Pesantren Berdaya Masyarakat Sejahtera";

/** By pillar: the target for the end of 2024, and what was published to be reached at the end of 2022. */
const PUBLISHED: readonly (readonly [PillarName, number, number])[] = [
  ["SANTRIPRENEUR", 1_000_000, 239_993],
  ["PESANTRENPRENEUR", 1_000, 750],
  ["SOCIOPRENEUR", 1_000, 1_029],
];

interface Step {
  readonly pillar: PillarName;
  readonly code: string;
  readonly names: readonly [id: string, en: string];
  readonly counts?: boolean;
  readonly needsCertificate?: boolean;
}

/** The pillars' aims are published; which steps lead there, and from which on somebody counts, is not. */
const STEPS: readonly Step[] = [
  { pillar: "SANTRIPRENEUR", code: "TRAINED", names: ["Terlatih", "Trained"], counts: true },
  { pillar: "SANTRIPRENEUR", code: "PRODUCING", names: ["Berproduksi", "Producing"] },
  { pillar: "SANTRIPRENEUR", code: "SELLING", names: ["Menjual", "Selling"] },
  { pillar: "PESANTRENPRENEUR", code: "CURATED", names: ["Dikurasi", "Curated"] },
  {
    pillar: "PESANTRENPRENEUR",
    code: "HALAL_CERTIFIED",
    names: ["Bersertifikat halal", "Halal certified"],
    needsCertificate: true,
  },
  { pillar: "PESANTRENPRENEUR", code: "FLAGSHIP", names: ["Produk unggulan", "Flagship product"], counts: true },
  { pillar: "SOCIOPRENEUR", code: "BUSINESS_RUNNING", names: ["Usaha berjalan", "Business running"] },
  { pillar: "SOCIOPRENEUR", code: "COLLABORATING", names: ["Berkolaborasi", "Collaborating"], counts: true },
];

/** Loads the shipped steps, targets and published figures, each if there is none. */
export async function loadPillars(db: Database): Promise<void> {
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO pillar_step (pillar, code, position, name_id, name_en, counts, needs_certificate, source)
       SELECT given.*, $8 FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::boolean[], $7::boolean[]) AS given
       WHERE NOT EXISTS (SELECT FROM pillar_step) ON CONFLICT DO NOTHING`,
      [
        STEPS.map(({ pillar }) => pillar),
        STEPS.map(({ code }) => code),
        STEPS.map(({ pillar }, at) => STEPS.slice(0, at + 1).filter((each) => each.pillar === pillar).length),
        STEPS.map(({ names }) => names[0]),
        STEPS.map(({ names }) => names[1]),
        STEPS.map(({ counts = false }) => counts),
        STEPS.map(({ needsCertificate = false }) => needsCertificate),
        ASSUMED,
      ],
    );
    const pillars = PUBLISHED.map(([pillar]) => pillar);
    await tx.rows(
      `INSERT INTO pillar_target (pillar, year, target, source) SELECT pillar, 2024, target, $3 FROM unnest($1::text[], $2::bigint[]) AS given (pillar, target)
       ON CONFLICT DO NOTHING`,
      [pillars, PUBLISHED.map(([, target]) => target), HARIAN_BANGSA],
    );
    const made = await tx.rows<{ pillar: PillarName; value: bigint }>(
      `INSERT INTO pillar_figure (id, pillar, as_of, value, source)
       SELECT id, pillar, '2022-12-31', value, $4 FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS given (id, pillar, value)
       ON CONFLICT DO NOTHING RETURNING pillar, value`,
      [pillars.map(() => newId()), pillars, PUBLISHED.map(([, , reached]) => reached), HARIAN_BANGSA],
    );
    await tellPublished(
      tx,
      made.map((row) => ({ ...row, asOf: "2022-12-31", source: HARIAN_BANGSA })),
    );
  });
}
