import { createServer } from "node:http";
import pg from "pg";

/** The limit: the least a server can do for one committed row. Body in, one insert, 200. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query(`create table if not exists bench_inbox (
  id bigint generated always as identity primary key, dedupe_key text unique, scope text, resource_id bigint, body jsonb)`);
const insert = {
  name: "insert",
  text: "insert into bench_inbox (dedupe_key, scope, resource_id, body) values ($1, $2, $3, $4) on conflict do nothing",
};

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", async () => {
    const text = Buffer.concat(chunks).toString();
    const { scope, data } = JSON.parse(text);
    await pool.query({ ...insert, values: [request.headers["webhook-id"], scope, data.id, text] });
    response.writeHead(200, { "content-length": "0" }).end();
  });
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: server.address().port }));
process.on("disconnect", () => process.exit());
