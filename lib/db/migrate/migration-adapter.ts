import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

type RowDescription = { fields: { dataTypeID: number }[] };

const charOid = 18;
const textOid = 25;

/**
 * The catalogue's one-byte `"char"` columns are read as text: the engine asks for them when it describes a database
 * and the adapter knows no such type (`Column type 'char' could not be deserialized`).
 */
class CatalogueClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // In front of the client's own listener, which reads the same object.
    this.connection.prependListener("rowDescription", ({ fields }: RowDescription) => {
      for (const field of fields) if (field.dataTypeID === charOid) field.dataTypeID = textOid;
    });
  }
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
export function migrationAdapter(databaseUrl: string): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(databaseUrl),
    connectToShadowDb: async () => {
      const database = `laurel_shadow_${randomUUID().replaceAll("-", "")}`;
      await runOnce(databaseUrl, `create database ${database}`);
      const shadow = await connect(withDatabase(databaseUrl, database));
      const dispose = shadow.dispose.bind(shadow);
      shadow.dispose = async () => {
        await dispose();
        await runOnce(databaseUrl, `drop database if exists ${database} with (force)`);
      };
      return shadow;
    },
  };
}

function connect(databaseUrl: string): Promise<SqlDriverAdapter> {
  const pool = { connectionString: databaseUrl, Client: CatalogueClient, max: 2, allowExitOnIdle: true };
  return new PrismaPg(pool, { onPoolError: () => {}, onConnectionError: () => {} }).connect();
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
