/**
 * SQL for migrations that keeps provinces apart in the database itself, so that a statement with a forgotten filter shows or changes nothing of another
 * province. What a transaction may reach is set by `Database.as(scope)`: the code of one province, `*` for all, or nothing.
 */

/** Whether the scope of the transaction reaches a province. The setting is read once a statement and not once a row. */
function reaches(province: string): string {
  return `((SELECT current_setting('opop.province', true)) IN ('*', ${province}))`;
}

/**
 * No row of another province is seen or written: row-level security, forced on the table's owner too.
 *
 * @param province SQL expression of the province's code, by columns of the row
 */
export function isolated(table: string, province: string): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY own_province ON ${table} USING ${reaches(province)} WITH CHECK ${reaches(province)};`;
}

/**
 * Everybody reads, and only the own province writes. A trigger and no policy: a table with policies, even one that lets everything through, hides its
 * statistics from the planner, and these tables are searched by everybody.
 *
 * @param province SQL expression of the province's code, by columns of the row, each after `row.`, such as `left(row.regency_code, 2)`
 */
export function writtenByOwnProvince(table: string, province: string): string {
  const of = (row: "NEW" | "OLD") => province.replaceAll("row.", `${row}.`);
  // Whoever reaches all provinces, as an import does, need not find out of which one each row is.
  const trigger = (event: string, rows: readonly ("NEW" | "OLD")[]) => `
    CREATE TRIGGER own_province_${event.toLowerCase()} BEFORE ${event} ON ${table} FOR EACH ROW
      WHEN (current_setting('opop.province', true) IS DISTINCT FROM '*' AND (${rows.map((row) => `NOT reaches_province(${of(row)})`).join(" OR ")}))
      EXECUTE FUNCTION refuse_other_province();`;
  return [trigger("INSERT", ["NEW"]), trigger("UPDATE", ["OLD", "NEW"]), trigger("DELETE", ["OLD"])].join("");
}

/** Everybody reads, and only who reaches all provinces writes: lists that they share. */
export function writtenByNation(table: string): string {
  return writtenByOwnProvince(table, "NULL::text");
}

/** Takes back what `writtenByOwnProvince` or `writtenByNation` made. */
export function writtenByAll(table: string): string {
  return ["insert", "update", "delete"].map((event) => `DROP TRIGGER own_province_${event} ON ${table};`).join("");
}

/**
 * Makes the function `province_of_<table>(id)`, by which rows that belong to one of a table are written by its province alone:
 * `writtenByOwnProvince("santri_count", "province_of_pesantren(row.pesantren_id)")`. Of an id that is not there it knows no province.
 *
 * @param province SQL expression of the province's code, by columns of the row
 */
export function provinceOf(table: string, province: string): string {
  return `
    CREATE FUNCTION province_of_${table}(sought uuid) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
      RETURN (SELECT ${province} FROM ${table} WHERE id = sought);
    COMMENT ON FUNCTION province_of_${table} IS 'Code of the province of a row of ${table}.';`;
}

/** What the triggers of `writtenByOwnProvince` call. */
export const PROVINCE_FUNCTIONS = `
  CREATE FUNCTION reaches_province(code text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('opop.province', true) IN ('*', code), false);
  COMMENT ON FUNCTION reaches_province IS 'Whether the scope of this transaction (opop.province) reaches a province.';
  CREATE FUNCTION refuse_other_province() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a row of another province can''t be written' USING ERRCODE = 'insufficient_privilege'; END $$;`;
