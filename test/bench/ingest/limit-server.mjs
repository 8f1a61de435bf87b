import { createServer } from "node:http";
import pg from "pg";

/**
 * The limit: the least a server can do. POST: body in, one insert, 200. GET: one select by primary key, JSON out.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query(`create table if not exists bench_inbox (
  id bigint generated always as identity primary key, dedupe_key text unique, scope text, resource_id bigint, body jsonb)`);
const insert = {
  name: "insert",
  text: "insert into bench_inbox (dedupe_key, scope, resource_id, body) values ($1, $2, $3, $4) on conflict do nothing",
};
const select = {
  name: "select",
  text: "select customer_id, available, pending, debt from customer_balances where customer_id = $1",
};

const server = createServer(async (request, response) => {
  if (request.method === "GET") {
    const { rows } = await pool.query({ ...select, values: [request.url.slice(1)] });
    const body = JSON.stringify(rows[0] ?? null);
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
    return;
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const { scope, data } = JSON.parse(text);
  await pool.query({ ...insert, values: [request.headers["webhook-id"], scope, data.id, text] });
  response.writeHead(200, { "content-length": "0" }).end();
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: server.address().port }));
process.on("disconnect", () => process.exit());
