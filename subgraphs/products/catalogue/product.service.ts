import { pesantrenFaults, provinceFaults } from "../../kit/access/province";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { transition, type StateTable } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { refuse, refuseAny } from "../../kit/refusal";
import { registry } from "../pesantren/pesantren.reference";
import { ProductStatus, type ProductCertificate } from "./product";
import * as errors from "./product.errors";
import type { AddProductInput, CertificateInput, ChangeProductInput, ChangeProductStatusInput } from "./product.input";
import { todayInWib } from "./product.loader";
import { faultsOf, tidyNumber } from "./product.rules";

const PRODUCT_STATES: StateTable<ProductStatus> = {
  [ProductStatus.ACTIVE]: [ProductStatus.WITHDRAWN],
  [ProductStatus.WITHDRAWN]: [ProductStatus.ACTIVE],
};

const BY_HAND = "operator";

/** Which column keeps a field, and whether it may be cleared. Certificates are rows of their own. */
const CHANGEABLE: Readonly<
  Record<Exclude<keyof ChangeProductInput, "id" | "reason" | "certificates">, { column: string; clearable: boolean }>
> = {
  name: { column: "name", clearable: false },
  description: { column: "description", clearable: true },
  field: { column: "field", clearable: false },
  price: { column: "price", clearable: false },
  unit: { column: "unit", clearable: false },
  minimumOrder: { column: "minimum_order", clearable: false },
  monthlyCapacity: { column: "monthly_capacity", clearable: true },
  photos: { column: "photos", clearable: false },
};

/** Adds a product to the catalogue; resolves to its id. */
export async function addProduct(context: Context, input: AddProductInput, idempotencyKey: string): Promise<string> {
  const regency = (await registry.find(context, input.pesantrenId))?.regencyCode ?? null;
  const { id } = await context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "addProduct",
      key: idempotencyKey,
      input,
      effect: () => insertProduct(context, tx, input, regency),
    }),
  );
  return id;
}

async function insertProduct(
  context: Context,
  tx: Transaction,
  input: AddProductInput,
  regency: string | null,
): Promise<{ id: string }> {
  const faults = faultsOf(input);
  if (regency === null) faults.push(errors.pesantrenUnknown(input.pesantrenId));
  else faults.push(...ownerFaults(context, regency, input.pesantrenId, ["input", "pesantrenId"]));
  refuseAny(faults);
  const id = newId();
  const inserted = await tx.rows(
    `INSERT INTO product (id, pesantren_id, regency_code, sku, name, description, field, price, unit, minimum_order, monthly_capacity, photos, source, as_of)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '${BY_HAND}', $13) ON CONFLICT ON CONSTRAINT product_sku_once DO NOTHING RETURNING id`,
    [
      id,
      input.pesantrenId,
      regency,
      tidy(input.sku),
      tidy(input.name),
      tidy(input.description),
      input.field,
      input.price,
      tidy(input.unit),
      input.minimumOrder,
      input.monthlyCapacity ?? null,
      input.photos,
      todayInWib(context),
    ],
  );
  if (inserted.length === 0) return refuse(errors.skuTaken(input.sku ?? ""));
  await writeCertificates(tx, id, input.certificates);
  return { id };
}

/** Changes what was given of a product and keeps what was before and why; resolves to its id. */
export async function changeProduct(context: Context, input: ChangeProductInput): Promise<string> {
  const { id, reason, certificates, ...fields } = input;
  refuseAny([...faultsOf(input), ...clearedFaults(fields), ...reasonFaults(reason)]);
  await context.db.inTransaction(async (tx) => {
    await refuseOthers(context, tx, id);
    const before = await lockProduct(tx, id);
    const after = changedColumns(before, fields);
    if (Object.keys(after).length > 0) await updateColumns(tx, id, after);
    if (certificates) await changeCertificates(tx, id, certificates, before, after);
    const touched = Object.keys(after);
    if (touched.length === 0) return refuse(errors.nothingChanged);
    await markCorrected(tx, id, touched);
    await keepChange(context, tx, { id, reason, before: pick(before, touched), after });
  });
  return id;
}

/** Withdraws a product from the offer, or offers it again, and keeps the reason; resolves to its id. */
export async function changeProductStatus(
  context: Context,
  { id, status, reason }: ChangeProductStatusInput,
): Promise<string> {
  refuseAny(reasonFaults(reason));
  await context.db.inTransaction(async (tx) => {
    await refuseOthers(context, tx, id);
    const before = await transition(tx, {
      table: "product",
      column: "status",
      id,
      states: PRODUCT_STATES,
      to: status,
      field: ["input", "status"],
      missing: errors.productUnknown(id),
    });
    await keepChange(context, tx, { id, reason, status, before: { status: before }, after: { status } });
  });
  return id;
}

/** Refuses a product that is none of the caller's: of another province, or of another pesantren than the one it acts for. */
async function refuseOthers(context: Context, tx: Transaction, id: string): Promise<void> {
  const [owner] = isId(id)
    ? await tx.rows<{ regency: string; pesantrenId: string }>(
        'SELECT regency_code AS regency, pesantren_id AS "pesantrenId" FROM product WHERE id = $1',
        [id],
      )
    : [];
  if (!owner) return refuse(errors.productUnknown(id));
  refuseAny(ownerFaults(context, owner.regency, owner.pesantrenId, ["input", "id"]));
}

function ownerFaults({ caller }: Context, regency: string, pesantrenId: string, field: readonly string[]) {
  return [...provinceFaults(caller, regency, field), ...pesantrenFaults(caller, pesantrenId, field)];
}

type Columns = Record<string, unknown>;

async function lockProduct(tx: Transaction, id: string): Promise<Columns> {
  const columns = Object.values(CHANGEABLE).map((each) => each.column);
  const [row] = isId(id)
    ? await tx.rows(`SELECT ${columns.join(", ")} FROM product WHERE id = $1 FOR UPDATE`, [id])
    : [];
  return row ?? refuse(errors.productUnknown(id));
}

type ColumnFields = Omit<ChangeProductInput, "id" | "reason" | "certificates">;

/** The columns that get another value, by name. */
function changedColumns(before: Columns, fields: ColumnFields): Columns {
  const changed: Columns = {};
  for (const [name, { column }] of Object.entries(CHANGEABLE) as [keyof typeof CHANGEABLE, { column: string }][]) {
    const given = fields[name];
    if (given === undefined) continue;
    const value = typeof given === "string" ? tidy(given) : given;
    if (json(value) !== json(before[column])) changed[column] = value;
  }
  return changed;
}

async function updateColumns(tx: Transaction, id: string, columns: Columns): Promise<void> {
  const assignments = Object.keys(columns).map((column, at) => `${column} = $${at + 2}`);
  await tx.rows(`UPDATE product SET ${assignments.join(", ")} WHERE id = $1`, [id, ...Object.values(columns)]);
}

/** Replaces the certificates if they differ, and notes in `before` and `after` what they were and are. */
async function changeCertificates(
  tx: Transaction,
  id: string,
  given: readonly CertificateInput[],
  before: Columns,
  after: Columns,
): Promise<void> {
  const [had, has] = [await readCertificates(tx, id), kept(given)];
  if (json(had) === json(has)) return;
  await tx.rows("DELETE FROM product_certificate WHERE product_id = $1", [id]);
  await writeCertificates(tx, id, given);
  before["certificates"] = had;
  after["certificates"] = has;
}

/** What was changed by hand is never overwritten by an import. */
async function markCorrected(tx: Transaction, id: string, touched: readonly string[]): Promise<void> {
  await tx.rows(
    `UPDATE product SET corrected_fields = ARRAY(SELECT DISTINCT unnest(corrected_fields || $2::text[]) ORDER BY 1) WHERE id = $1`,
    [id, touched],
  );
}

function pick(columns: Columns, names: readonly string[]): Columns {
  return Object.fromEntries(names.map((name) => [name, columns[name]]));
}

interface KeptChange {
  readonly id: string;
  readonly reason: string;
  readonly status?: ProductStatus;
  readonly before: Columns;
  readonly after: Columns;
}

async function keepChange(
  { clock }: Context,
  tx: Transaction,
  { id, reason, status, before, after }: KeptChange,
): Promise<void> {
  await tx.rows(
    "INSERT INTO product_change (id, product_id, before, after, status, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [newId(), id, json(before), json(after), status ?? null, reason.trim(), clock()],
  );
}

type KeptCertificate = Omit<ProductCertificate, "isValid">;

function kept(certificates: readonly CertificateInput[]): KeptCertificate[] {
  const rows = certificates.map((each) => ({
    kind: each.kind,
    number: tidyNumber(each),
    issuedOn: each.issuedOn ?? null,
    expiresOn: each.expiresOn ?? null,
  }));
  return rows.sort((a, b) => (a.kind + a.number < b.kind + b.number ? -1 : 1));
}

function readCertificates(tx: Transaction, id: string): Promise<KeptCertificate[]> {
  return tx.rows(
    `SELECT kind, number, issued_on AS "issuedOn", expires_on AS "expiresOn" FROM product_certificate
     WHERE product_id = $1 ORDER BY kind COLLATE "C", number COLLATE "C"`,
    [id],
  );
}

async function writeCertificates(
  tx: Transaction,
  id: string,
  certificates: readonly CertificateInput[],
): Promise<void> {
  const rows = kept(certificates);
  if (rows.length === 0) return;
  await tx.rows(
    `INSERT INTO product_certificate (product_id, kind, number, issued_on, expires_on)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::date[], $5::date[])`,
    [
      id,
      rows.map((each) => each.kind),
      rows.map((each) => each.number),
      rows.map((each) => each.issuedOn),
      rows.map((each) => each.expiresOn),
    ],
  );
}

function clearedFaults(fields: ColumnFields) {
  return (Object.entries(CHANGEABLE) as [keyof typeof CHANGEABLE, { clearable: boolean }][])
    .filter(([name, { clearable }]) => !clearable && fields[name] === null)
    .map(([name]) => errors.fieldRequired(["input", name]));
}

function reasonFaults(reason: string) {
  const { length } = reason.trim();
  return length >= 1 && length <= 500 ? [] : [errors.textLength(["input", "reason"], "reason", 1, 500, length)];
}

function tidy(text: string | null | undefined): string | null {
  return text?.trim() || null;
}

function json(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? Number(each) : each)) ?? "null";
}
