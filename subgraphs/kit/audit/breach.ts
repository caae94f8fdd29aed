import type { Database } from "../data/database";
import { atOneMoment, streamed } from "./snapshot";

/** Which reads of personal data are asked for. */
export interface BreachQuestion {
  readonly from: Date;
  /** Not itself included. */
  readonly to: Date;
  /** Ids of persons or records; all if empty. */
  readonly subjects: readonly string[];
  /** OAuth client id; all if left out. */
  readonly client?: string;
}

/** What one caller read of one person or record, for one purpose. */
export interface BreachLine {
  readonly whose: string;
  /** Names of the personal fields, separated by blanks. */
  readonly fields: string;
  readonly client: string;
  readonly person: string | null;
  readonly province: string | null;
  readonly purpose: string | null;
  readonly reason: string | null;
  /** How often, and in how many requests. */
  readonly reads: number;
  readonly requests: number;
  readonly first: Date;
  readonly last: Date;
}

/** Whose personal data was read in a time, by whom and why; ordered by whose it is, then by time. */
export function breachReport(
  db: Database,
  question: BreachQuestion,
  onLine: (line: BreachLine) => void,
): Promise<void> {
  const { from, to, subjects, client } = question;
  const values = [from, to, subjects.length > 0 ? subjects : null, client ?? null];
  return atOneMoment(db, async (connection) => {
    for await (const line of streamed<BreachLine>(connection, READS, values)) onLine(line);
  });
}

const READS = `
  SELECT whose, array_to_string(fields, ' ') AS fields, client, subject AS person, province, purpose, reason,
    count(*)::int AS reads, count(DISTINCT request_id)::int AS requests, min(at) AS first, max(at) AS last
  FROM audit_log CROSS JOIN LATERAL unnest(subjects) AS whose
  WHERE at >= $1 AND at < $2 AND fields <> '{}' AND outcome = 'done'
    AND ($3::text[] IS NULL OR (subjects && $3 AND whose = ANY ($3))) AND ($4::text IS NULL OR client = $4)
  GROUP BY whose, fields, client, subject, province, purpose, reason
  ORDER BY whose COLLATE "C", first, client, subject, fields`;
