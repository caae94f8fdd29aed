import { ANONYMOUS, type Caller } from "../../../kit/access/caller";
import { newId } from "../../../kit/id";
import type { Log } from "../../../kit/log";
import { testGraph, type TestGraph } from "../../../kit/testing/graph";
import room from "../../subgraph";

const base: Caller = {
  ...ANONYMOUS,
  client: "test",
  subject: "somebody",
  scopes: ["contact:read", "contact:write", "consent:write"],
  purpose: "registration",
};

export const OPERATOR: Caller = { ...base, client: "operator-jatim", province: "35" };
export const OTHER_OPERATOR: Caller = { ...base, client: "operator-jabar", province: "32" };
export const BANK: Caller = {
  ...base,
  client: "bank-jatim",
  scopes: ["contact:read"],
  bank: "JATIM",
  purpose: "banking",
};

/** A room that several callers can ask. */
export interface ContactRoom {
  readonly graph: TestGraph;
  /** Asks as a caller; fails if there are errors. */
  as<T>(caller: Caller, source: string, variables?: object): Promise<T>;
  close(): Promise<void>;
}

export async function contactRoom(clock: () => Date, log?: Log): Promise<ContactRoom> {
  const graph = await testGraph(room, { clock, caller: OPERATOR, ...(log && { log }) });
  return {
    graph,
    as: <T>(caller: Caller, source: string, variables: object = {}) => graph.as(caller).data<T>(source, variables),
    close: () => graph.close(),
  };
}

/** An invented person: province 99 is nobody's. */
export function person(pesantrenId: string, change: object = {}) {
  return {
    pesantrenId,
    role: "LEADER",
    name: "Kiai Percobaan",
    nik: "9999990101700001",
    phone: "+628490000001",
    email: "Kiai@Contoh.ID",
    birthDate: "1970-01-01",
    ...change,
  };
}

export interface Answer {
  readonly id?: string;
  readonly refusals?: readonly { code: string; field: string[] | null; message: string; received: string | null }[];
}

const REFUSED = "... on Refused { refusals { code field message expected received } }";

export async function register(
  room: ContactRoom,
  input: object,
  { by = OPERATOR, key = newId() } = {},
): Promise<Answer> {
  const { registerContactPerson } = await room.as<{ registerContactPerson: Answer }>(
    by,
    `mutation ($input: RegisterContactPersonInput!, $key: String!) {
      registerContactPerson(input: $input, idempotencyKey: $key) { ... on ContactPerson { id } ${REFUSED} } }`,
    { input, key },
  );
  return registerContactPerson;
}

export function consentFor(contactPersonId: string, change: object = {}) {
  return {
    contactPersonId,
    purpose: "registration",
    categories: ["NAME", "PHONE", "NIK", "EMAIL", "BIRTH_DATE"],
    evidenceReference: "Formulir 1/2026",
    evidenceSha256: "ab".repeat(32),
    givenAt: "2026-11-01T00:00:00Z",
    ...change,
  };
}

export async function consent(
  room: ContactRoom,
  input: object,
  { by = OPERATOR, key = newId() } = {},
): Promise<Answer> {
  const { recordContactConsent } = await room.as<{ recordContactConsent: Answer }>(
    by,
    `mutation ($input: RecordContactConsentInput!, $key: String!) {
      recordContactConsent(input: $input, idempotencyKey: $key) { ... on ContactConsent { id } ${REFUSED} } }`,
    { input, key },
  );
  return recordContactConsent;
}

export async function change(room: ContactRoom, mutation: string, type: string, input: object, by = OPERATOR) {
  const name = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}`;
  const data = await room.as<Record<string, Answer>>(
    by,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { ... on ${type} { id } ${REFUSED} } }`,
    { input },
  );
  return data[mutation]!;
}

/** What a caller sees of the contact persons of a NIK. */
export async function look(room: ContactRoom, nik: string, by = OPERATOR): Promise<Record<string, unknown>[]> {
  const { contactPersonsByNik } = await room.as<{ contactPersonsByNik: Record<string, unknown>[] }>(
    by,
    `query ($nik: String!) { contactPersonsByNik(nik: $nik) { ${SEEN} } }`,
    { nik },
  );
  return contactPersonsByNik;
}

export const SEEN = "id role name phone nik email birthDate nikLastDigits phoneLastDigits";
