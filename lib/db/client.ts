import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { readPostgresUrl } from "@/lib/setup/postgres.mjs";

/**
 * The one door to the database: a single `pg` pool, and Prisma over that same pool. Both are made on first use and
 * kept on `globalThis`, because Next bundles routes and instrumentation separately and each copy of this module would
 * otherwise open connections of its own.
 */
const holder = globalThis as typeof globalThis & {
  laurelDatabase?: { pool?: pg.Pool; prisma?: PrismaClient };
};

/** Statement names per connection are kept by the server for good, so only so many different texts get one. */
const namedStatementsMax = 1000;

/** The Prisma client: everything that is not hot. `BigInt` columns are `bigint`. */
export function db(): PrismaClient {
  const kept = keep();
  kept.prisma ??= new PrismaClient({
    adapter: new PrismaPg(pool(), { statementNameGenerator: nameStatements(), onConnectionError: logLost }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return kept.prisma;
}

/**
 * The raw pool: hot paths with named statements and set-based SQL. `int8` comes back as a number (an error when it is
 * not a safe integer), `timestamp` and `timestamptz` as `Date`, `date` as `YYYY-MM-DD`, `numeric` as a string.
 */
export function pool(): pg.Pool {
  const kept = keep();
  kept.pool ??= createPool(databaseUrl(), env().DATABASE_POOL_MAX);
  return kept.pool;
}

/** The address in use: `DATABASE_URL`, else the embedded server of `DATA_DIR`, which set-up has started. */
export function databaseUrl(): string {
  const url = env().DATABASE_URL || readPostgresUrl(env().DATA_DIR);
  if (url) return url;
  throw new Error(
    "No database: set DATABASE_URL, or start through `npm start` or `npm run demo`, which bring one.",
  );
}

/** Ends all connections; the next use opens new ones. Called at shutdown and by tests. */
export async function closeDatabase(): Promise<void> {
  const { pool: open, prisma } = keep();
  holder.laurelDatabase = {};
  await prisma?.$disconnect();
  await open?.end();
}

function keep() {
  holder.laurelDatabase ??= {};
  return holder.laurelDatabase;
}

/**
 * On SSDs a random page costs about as much as the next one. At the default of 4, foreign key checks planned while a
 * table was tiny scan all of it for as long as the session keeps that plan: a first backlog then posts ten times slower.
 */
const sessionSettings = "set time zone 'UTC'; set random_page_cost = 1.1";

function createPool(connectionString: string, max: number): pg.Pool {
  const created = new pg.Pool({
    connectionString,
    max,
    application_name: "laurel",
    // Not start-up options: connection poolers refuse those.
    onConnect: async (client) => {
      await client.query(sessionSettings);
    },
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
  });
  // Without a listener an idle connection that the server closes would end the process.
  created.on("error", logLost);
  created.on("connect", (client) => client.on("error", logLost));
  return created;
}

function logLost(error: Error): void {
  logger.warn({ reason: error.message }, "a database connection was lost");
}

const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`int8 out of range for a number: ${text}`);
    return value;
  },
  [pg.types.builtins.DATE]: (text) => text,
  // `pg` reads a time without a zone in the zone of this machine; ours are UTC.
  [pg.types.builtins.TIMESTAMP]: (text) => new Date(`${text.replace(" ", "T")}Z`),
};

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: string) =>
  (format !== "binary" && parsers[oid]) || pg.types.getTypeParser(oid, format as "text");

/** The same SQL gets the same name, so the server plans it once a connection; an empty name means unnamed. */
function nameStatements(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= namedStatementsMax) return "";
    const name = `p${createHash("sha1").update(sql).digest("hex").slice(0, 20)}`;
    names.set(sql, name);
    return name;
  };
}
