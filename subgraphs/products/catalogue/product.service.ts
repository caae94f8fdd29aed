import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { transition, type StateTable } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { refuse, refuseAny } from "../../kit/refusal";
import { regencyOf } from "../pesantren/pesantren.reference";
import { ProductStatus, type ProductCertificate } from "./product";
import * as errors from "./product.errors";
import type { AddProductInput, CertificateInput, ChangeProductInput } from "./product.input";
import { todayInWib } from "./product.loader";
import { faultsOf, tidyNumber } from "./product.rules";

const PRODUCT_STATES: StateTable<ProductStatus> = {
  [ProductStatus.ACTIVE]: [ProductStatus.WITHDRAWN],
  [ProductStatus.WITHDRAWN]: [ProductStatus.ACTIVE],
};

const BY_HAND = "operator";

/** Which column keeps a field, and whether it may be cleared. Certificates are rows of their own. */
const CHANGEABLE: Readonly<
  Record<Exclude<keyof ChangeProductInput, "certificates">, { column: string; clearable: boolean }>
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
  const regency = await regencyOf(context, input.pesantrenId);
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

/** Changes what was given of a product and keeps the reason; resolves to its id. */
export async function changeProduct(
  context: Context,
  id: string,
  input: ChangeProductInput,
  reason: string,
): Promise<string> {
  refuseAny([...faultsOf(input), ...clearedFaults(input), ...reasonFaults(reason)]);
  await context.db.inTransaction(async (tx) => {
    const before = await lockProduct(tx, id);
    const { certificates, ...fields } = input;
    const changes = changedColumns(before, fields);
    const was = certificates && (await readCertificates(tx, id));
    const certificatesChange =
      was !== undefined && JSON.stringify(was) !== JSON.stringify(normalised(certificates ?? []));
    if (changes.length === 0 && !certificatesChange) return refuse(errors.nothingToChange);
    await updateColumns(tx, id, changes);
    if (certificatesChange) await replaceCertificates(tx, id, certificates ?? []);
    const touched = certificatesChange
      ? [...changes.map(([column]) => column), "certificates"]
      : changes.map(([column]) => column);
    const after = {
      ...Object.fromEntries(changes),
      ...(certificatesChange && { certificates: normalised(certificates ?? []) }),
    };
    const previous: Columns = { ...before, certificates: was };
    await keepChange(context, tx, {
      id,
      reason,
      before: Object.fromEntries(touched.map((each) => [each, previous[each]])),
      after,
    });
  });
  return id;
}

/** Withdraws a product from the offer, or offers it again, and keeps the reason; resolves to its id. */
export async function changeProductStatus(
  context: Context,
  id: string,
  status: ProductStatus,
  reason: string,
): Promise<string> {
  refuseAny(reasonFaults(reason));
  if (!isId(id)) return refuse(errors.productUnknown(id));
  await context.db.inTransaction(async (tx) => {
    const before = await transition(tx, {
      table: "product",
      column: "status",
      id,
      states: PRODUCT_STATES,
      to: status,
      missing: errors.productUnknown(id),
    });
    await tx.rows("UPDATE product SET updated_at = now() WHERE id = $1", [id]);
    await keepChange(context, tx, { id, reason, status, before: { status: before }, after: { status } });
  });
  return id;
}

type Columns = Record<string, unknown>;

async function lockProduct(tx: Transaction, id: string): Promise<Columns> {
  const columns = Object.values(CHANGEABLE).map((each) => each.column);
  const [row] = isId(id)
    ? await tx.rows(`SELECT ${columns.join(", ")} FROM product WHERE id = $1 FOR UPDATE`, [id])
    : [];
  return row ?? refuse(errors.productUnknown(id));
}

function changedColumns(before: Columns, fields: Omit<ChangeProductInput, "certificates">): [string, unknown][] {
  return (Object.keys(CHANGEABLE) as (keyof typeof CHANGEABLE)[]).flatMap((name): [string, unknown][] => {
    const given = fields[name];
    if (given === undefined) return [];
    const { column } = CHANGEABLE[name];
    const value = typeof given === "string" ? tidy(given) : given;
    return json(value) === json(before[column]) ? [] : [[column, value]];
  });
}

async function updateColumns(tx: Transaction, id: string, changes: readonly [string, unknown][]): Promise<void> {
  const assignments = changes.map(([column], at) => `${column} = $${at + 3}`);
  await tx.rows(
    `UPDATE product SET ${[...assignments, "updated_at = now()"].join(", ")},
       corrected_fields = ARRAY(SELECT DISTINCT unnest(corrected_fields || $2::text[]) ORDER BY 1) WHERE id = $1`,
    [id, changes.map(([column]) => column), ...changes.map(([, value]) => value)],
  );
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

function normalised(certificates: readonly CertificateInput[]): KeptCertificate[] {
  const kept = certificates.map((each) => ({
    kind: each.kind,
    number: tidyNumber(each),
    issuedOn: each.issuedOn ?? null,
    expiresOn: each.expiresOn ?? null,
  }));
  return kept.sort((a, b) => (a.kind + a.number < b.kind + b.number ? -1 : 1));
}

function readCertificates(tx: Transaction, id: string): Promise<KeptCertificate[]> {
  return tx.rows(
    `SELECT kind, number, issued_on AS "issuedOn", expires_on AS "expiresOn" FROM product_certificate
     WHERE product_id = $1 ORDER BY kind COLLATE "C", number COLLATE "C"`,
    [id],
  );
}

async function replaceCertificates(
  tx: Transaction,
  id: string,
  certificates: readonly CertificateInput[],
): Promise<void> {
  await tx.rows("DELETE FROM product_certificate WHERE product_id = $1", [id]);
  await writeCertificates(tx, id, certificates);
  await tx.rows(
    "UPDATE product SET corrected_fields = ARRAY(SELECT DISTINCT unnest(corrected_fields || '{certificates}'::text[]) ORDER BY 1) WHERE id = $1",
    [id],
  );
}

async function writeCertificates(
  tx: Transaction,
  id: string,
  certificates: readonly CertificateInput[],
): Promise<void> {
  const kept = normalised(certificates);
  if (kept.length === 0) return;
  await tx.rows(
    `INSERT INTO product_certificate (product_id, kind, number, issued_on, expires_on)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::date[], $5::date[])`,
    [
      id,
      kept.map((each) => each.kind),
      kept.map((each) => each.number),
      kept.map((each) => each.issuedOn),
      kept.map((each) => each.expiresOn),
    ],
  );
}

function clearedFaults(input: ChangeProductInput) {
  const fields = input as Record<string, unknown>;
  return Object.entries(CHANGEABLE)
    .filter(([name, { clearable }]) => !clearable && fields[name] === null)
    .map(([name]) => errors.fieldRequired(["input", name]));
}

function reasonFaults(reason: string) {
  const length = reason.trim().length;
  return length >= 3 && length <= 500 ? [] : [errors.textLength(["reason"], "reason", 3, 500, length)];
}

function tidy(text: string | null | undefined): string | null {
  return text?.trim() || null;
}

function json(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? Number(each) : each)) ?? "null";
}
