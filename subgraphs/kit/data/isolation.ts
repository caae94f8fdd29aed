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
  const trigger = (event: string, rows: readonly ("NEW" | "OLD")[]) => `
    CREATE TRIGGER own_province_${event.toLowerCase()} BEFORE ${event} ON ${table} FOR EACH ROW
      WHEN (${rows.map((row) => `NOT reaches_province(${of(row)})`).join(" OR ")}) EXECUTE FUNCTION refuse_other_province();`;
  return [trigger("INSERT", ["NEW"]), trigger("UPDATE", ["OLD", "NEW"]), trigger("DELETE", ["OLD"])].join("");
}

/** What the triggers of `writtenByOwnProvince` call. */
export const PROVINCE_FUNCTIONS = `
  CREATE FUNCTION reaches_province(code text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('opop.province', true) IN ('*', code), false);
  COMMENT ON FUNCTION reaches_province IS 'Whether the scope of this transaction (opop.province) reaches a province.';
  CREATE FUNCTION refuse_other_province() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a row of another province can''t be written' USING ERRCODE = 'insufficient_privilege'; END $$;`;
