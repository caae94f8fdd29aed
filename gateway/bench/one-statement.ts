import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "pg";

/**
 * What the graph is measured against: the same page, by one hand-written SQL statement, served by plain Node. Nothing is checked, limited, logged or
 * counted, and all tables stand in one database.
 */
const PAGE = `
  SELECT p.id, p.nspp, p.name, p.address, p.regency_code, r.name AS regency, x.id AS product_id, x.name AS product, x.price, x.field
  FROM (
    SELECT id, nspp, name, address, regency_code FROM pesantren
    WHERE regency_code > '32.' AND regency_code < '32/' AND (regency_code, id) > ($1, $2::uuid)
    ORDER BY regency_code, id LIMIT 20
  ) p
  JOIN region r ON r.code = p.regency_code
  LEFT JOIN LATERAL (
    SELECT id, name, price, field FROM product WHERE pesantren_id = p.id AND status = 'ACTIVE' ORDER BY id LIMIT 5
  ) x ON true
  ORDER BY p.regency_code, p.id, x.id`;

interface Row {
  readonly id: string;
  readonly nspp: string;
  readonly name: string;
  readonly address: string | null;
  readonly regency_code: string;
  readonly regency: string;
  readonly product_id: string | null;
  readonly product: string;
  readonly price: string;
  readonly field: string;
}

const pool = new Pool({ connectionString: process.env["BENCH_DATABASE_URL"] });

async function page(regencyCode: string, id: string): Promise<object[]> {
  const { rows } = await pool.query<Row>({ name: "page", text: PAGE, values: [regencyCode, id] });
  const found: { id: string; products: object[] }[] = [];
  for (const row of rows) {
    let last = found.at(-1);
    if (last?.id !== row.id) {
      const { nspp, name, address, regency, regency_code: regencyOf } = row;
      last = {
        id: row.id,
        nspp,
        name,
        address,
        regencyCode: regencyOf,
        regency: { name: regency },
        products: [],
      } as never;
      found.push(last);
    }
    if (row.product_id) {
      last.products.push({ id: row.product_id, name: row.product, price: Number(row.price), field: row.field });
    }
  }
  return found;
}

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? "/", "http://localhost");
  page(searchParams.get("regency") ?? "", searchParams.get("id") ?? "00000000-0000-0000-0000-000000000000").then(
    (nodes) => response.setHeader("content-type", "application/json").end(JSON.stringify({ nodes })),
    () => response.writeHead(500).end(),
  );
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
