import { randomBytes } from "node:crypto";
import { pesantrenFaults } from "../../kit/access/province";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { textFaults } from "../../kit/input-faults";
import { personalDigest } from "../../kit/personal/blind-index";
import { recordConsent } from "../../kit/personal/consent";
import { birthDateFaults } from "../../kit/personal/faults";
import { personalColumns } from "../../kit/personal/write";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import type { KnownPesantren } from "../../kit/registry/registry-copy";
import { actingPesantren, ownProductFaults, type Named } from "../known";
import { JATIM } from "../province";
import { originalOf } from "../references";
import type { PillarName } from "./pillar";
import * as errors from "./pillar.errors";
import { count } from "./pillar.facts";
import type {
  JatimPersonInput,
  RegisterJatimAlumnusInput,
  RegisterJatimFlagshipInput,
  RegisterJatimSantriInput,
  RemoveJatimPillarMemberInput,
} from "./pillar.input";
import { PILLAR_PERSONS } from "./pillar.table";

const PESANTREN = ["input", "pesantrenId"];
const MEMBER = ["input", "memberId"];

/** Records a santri. Returns the member's id; sent again with the same key, that of the one made first. */
export async function registerSantri(context: Context, input: RegisterJatimSantriInput, key: string): Promise<string> {
  const named = await actingPesantren(context, input.pesantrenId, PESANTREN);
  const faults = personFaults(context, input.person);
  return register(context, "SANTRIPRENEUR", { operation: "registerJatimSantri", key, input, named, faults });
}

/** Records a product of the cooperative. Returns the member's id. */
export async function registerFlagship(
  context: Context,
  input: RegisterJatimFlagshipInput,
  key: string,
): Promise<string> {
  const named = await actingPesantren(context, input.pesantrenId, PESANTREN);
  const field = ["input", "productId"];
  const faults = named.found ? await ownProductFaults(context, named.found.originalId, input.productId, field) : [];
  return register(context, "PESANTRENPRENEUR", { operation: "registerJatimFlagship", key, input, named, faults });
}

/** Records an alumnus. Returns the member's id. */
export async function registerAlumnus(
  context: Context,
  input: RegisterJatimAlumnusInput,
  key: string,
): Promise<string> {
  const named = await actingPesantren(context, input.pesantrenId, PESANTREN);
  const faults = [
    ...personFaults(context, input.person),
    ...textFaults(["input", "businessName"], input.businessName, [2, 120]),
    ...textFaults(["input", "ties"], input.ties, [10, 2_000]),
  ];
  return register(context, "SOCIOPRENEUR", { operation: "registerJatimAlumnus", key, input, named, faults });
}

function personFaults(context: Context, { name, birthDate, consent }: JatimPersonInput): RefusalValue[] {
  return [
    ...textFaults(["input", "person", "name"], name, [1, 120]),
    ...birthDateFaults(["input", "person", "birthDate"], birthDate, context.clock()),
    ...textFaults(["input", "person", "consent", "guardian", "relationship"], consent.guardian?.relationship, [1, 60]),
  ];
}

interface NewMember {
  readonly operation: string;
  readonly key: string;
  readonly input: Partial<RegisterJatimAlumnusInput & RegisterJatimFlagshipInput>;
  readonly named: Named<KnownPesantren>;
  readonly faults: readonly RefusalValue[];
}

function register(context: Context, pillar: PillarName, { operation, key, input, named, faults }: NewMember) {
  return context.db.inTransaction((tx) =>
    // What is kept of the input tells nothing of the person.
    idempotent(tx, {
      operation,
      key,
      input: personalDigest(context.keyring, input),
      effect: async () => {
        refuseAny([...named.faults, ...faults]);
        return insert(context, tx, pillar, named.found!.originalId, input);
      },
    }),
  );
}

async function insert(
  context: Context,
  tx: Transaction,
  pillar: PillarName,
  pesantrenId: string,
  { person, productId, businessName, ties }: NewMember["input"],
): Promise<string> {
  const id = newId();
  const code = randomBytes(8).toString("hex").toUpperCase();
  const made = await tx.rows(
    `INSERT INTO pillar_member (id, pillar, pesantren_id, code, product_id, business_name, ties, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (product_id) WHERE removed_at IS NULL DO NOTHING RETURNING id`,
    [
      id,
      pillar,
      pesantrenId,
      code,
      productId ?? null,
      businessName?.trim() ?? null,
      ties?.trim() ?? null,
      context.clock(),
    ],
  );
  if (made.length === 0) refuse(errors.productTaken(["input", "productId"]));
  if (person) await writePerson(context, tx, { id, pesantrenId }, person);
  return id;
}

async function writePerson(
  context: Context,
  tx: Transaction,
  { id, pesantrenId }: { readonly id: string; readonly pesantrenId: string },
  { name, birthDate, consent }: JatimPersonInput,
): Promise<void> {
  const columns = personalColumns(context, PILLAR_PERSONS, id, { name: name.trim(), birthDate });
  await tx.rows("INSERT INTO pillar_person (id, pesantren_id, name, birth_date) VALUES ($1, $2, $3, $4)", [
    id,
    pesantrenId,
    columns["name"],
    columns["birth_date"],
  ]);
  await recordConsent(context, tx, {
    ...consent,
    guardian: consent.guardian ?? null,
    subjectId: id,
    province: JATIM,
    birthDate,
    purpose: "programme",
    recipient: null,
    categories: ["NAME", "BIRTH_DATE"],
  });
}

/** Strikes off what was recorded by mistake; it does not count any more. Returns its id. */
export async function removeMember(
  context: Context,
  { memberId, reason }: RemoveJatimPillarMemberInput,
): Promise<string> {
  refuseAny(textFaults(["input", "reason"], reason, [1, 500]));
  return context.db.inTransaction(async (tx) => {
    const member = await lockMember(context, tx, memberId);
    const at = context.clock();
    await tx.rows("UPDATE pillar_member SET removed_at = $2, removed_reason = $3 WHERE id = $1", [
      member.id,
      at,
      reason.trim(),
    ]);
    const { countedOn } = member;
    if (countedOn) await count(tx, { ...member, countedOn }, -1, at);
    return member.id;
  });
}

/** A member, locked. */
export interface LockedMember {
  readonly id: string;
  readonly pillar: PillarName;
  readonly pesantrenId: string;
  readonly countedOn: string | null;
  /** Today, in western Indonesia. */
  readonly today: string;
}

/** Locks a member that was not struck off, of a pesantren for which the caller may act. */
export async function lockMember(context: Context, tx: Transaction, id: string): Promise<LockedMember> {
  const [row] = isId(id)
    ? await tx.rows<Omit<LockedMember, "today"> & { ownerId: string; removedAt: Date | null }>(
        `SELECT id, pillar, pesantren_id AS "pesantrenId", ${originalOf("pesantren_id")} AS "ownerId", counted_on::text AS "countedOn", removed_at AS "removedAt"
         FROM pillar_member WHERE id = $1 FOR UPDATE`,
        [id],
      )
    : [];
  if (!row) return refuse(errors.memberUnknown(MEMBER, id));
  // Whose it is, is nobody else's to know.
  if (pesantrenFaults(context.caller, row.ownerId, MEMBER).length > 0) refuse(errors.memberUnknown(MEMBER, id));
  if (row.removedAt) refuse(errors.removed(MEMBER));
  return { ...row, today: dayInWib(context.clock()) };
}
