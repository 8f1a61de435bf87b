import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import pg from "pg";
import { type LockPatience, runScript } from "@/lib/db/migrate/run-script";

type RowDescription = { fields: { name: string; dataTypeID: number }[] };

const charOid = 18;
const textOid = 25;
const charMark = "\u0000char";

/**
 * Marks the catalogue's one-byte `"char"` columns, which the engine reads when it describes a database and which
 * Prisma's adapter refuses (`Column type 'char' could not be deserialized`): text by type, recognisable by name.
 */
class CatalogueClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // In front of the client's own listener, which reads the same object.
    this.connection.prependListener("rowDescription", ({ fields }: RowDescription) => {
      for (const field of fields.filter(({ dataTypeID }) => dataTypeID === charOid)) {
        field.dataTypeID = textOid;
        field.name += charMark;
      }
    });
  }
}

/** Gives the marked columns their name back and the type that the engine expects. */
function unmarkCharColumns(result: SqlResultSet): SqlResultSet {
  const marked = result.columnNames.map((name) => name.endsWith(charMark));
  return {
    ...result,
    columnNames: result.columnNames.map((name) => name.replace(charMark, "")),
    columnTypes: result.columnTypes.map((type, i) => (marked[i] ? ColumnTypeEnum.Character : type)),
  };
}

/** The same server and account, another database. */
export function withDatabase(databaseUrl: string, database: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

/**
 * A `pg` adapter that the migration engine can use. The shadow database is our own affair: Prisma's adapter ignores
 * the shadow's name when it was given a connection string, and would replay the migrations on the real database.
 */
export function migrationAdapter(
  databaseUrl: string,
  patience: LockPatience,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(databaseUrl, patience),
    connectToShadowDb: async () => {
      const database = `laurel_shadow_${randomUUID().replaceAll("-", "")}`;
      await runOnce(databaseUrl, `create database ${database}`);
      const shadow = await connect(withDatabase(databaseUrl, database), patience);
      const dispose = shadow.dispose.bind(shadow);
      shadow.dispose = async () => {
        await dispose();
        await runOnce(databaseUrl, `drop database if exists ${database} with (force)`);
      };
      return shadow;
    },
  };
}

async function connect(databaseUrl: string, patience: LockPatience): Promise<SqlDriverAdapter> {
  const pool = { connectionString: databaseUrl, Client: CatalogueClient, max: 2, allowExitOnIdle: true };
  const adapter = await new PrismaPg(pool, { onPoolError: () => {}, onConnectionError: () => {} }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => unmarkCharColumns(await queryRaw(query));
  // Prisma's adapter cuts a script at every semicolon, also inside a function body. Sent whole, Postgres parses it
  // and runs it as one transaction: a migration applies entirely or not at all.
  adapter.executeScript = (script) => runScript(adapter.underlyingDriver(), script, patience);
  return adapter;
}

async function runOnce(databaseUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
