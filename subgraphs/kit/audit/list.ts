import type { Database } from "../data/database";
import type { AuditOutcome } from "./seal";
import { atOneMoment, streamed } from "./snapshot";

/** Which rows of the log are asked for; each that is left out asks for nothing. */
export interface AuditQuestion {
  readonly from?: Date;
  /** Not itself included. */
  readonly to?: Date;
  /** Id of a person or a record. */
  readonly subject?: string;
  /** OAuth client id. */
  readonly client?: string;
}

export interface AuditListing {
  readonly at: Date;
  readonly client: string;
  readonly subject: string | null;
  readonly action: string;
  readonly outcome: AuditOutcome;
  readonly reason: string | null;
  readonly subjects: readonly string[];
  readonly fields: readonly string[];
  readonly requestId: string;
}

/** The rows of a room's log that are asked for, the earliest first. */
export function listAudit(db: Database, question: AuditQuestion, onRow: (row: AuditListing) => void): Promise<void> {
  const { from, to, subject, client } = question;
  const values = [from ?? null, to ?? null, subject === undefined ? null : [subject], client ?? null];
  return atOneMoment(db, async (connection) => {
    for await (const row of streamed<AuditListing>(connection, ROWS, values)) onRow(row);
  });
}

const ROWS = `
  SELECT at, client, subject, action, outcome, reason, subjects, fields, request_id AS "requestId"
  FROM audit_log
  WHERE at >= coalesce($1::timestamptz, '-infinity') AND at < coalesce($2::timestamptz, 'infinity')
    AND ($3::text[] IS NULL OR subjects && $3) AND ($4::text IS NULL OR client = $4)
  ORDER BY at, chain, seq`;
