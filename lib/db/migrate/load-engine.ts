import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { migrationAdapter } from "@/lib/db/migrate/migration-adapter";
import { type LockPatience, lockPatience } from "@/lib/db/migrate/run-script";

type Glue = typeof import("@prisma/schema-engine-wasm/schema_engine_bg") & {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};

const require = createRequire(import.meta.url);
let loaded: Promise<Glue> | undefined;

/**
 * Prisma's migration engine over the ordinary `pg` driver, for the time of `work`. The command line of Prisma
 * downloads a native engine; this is the same engine compiled to WebAssembly, from npm, instantiated by hand because
 * Node 20 does not import `.wasm` modules.
 * @param databaseUrl the database to work on; a shadow database is created beside it when a call needs one
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<T>,
  patience: LockPatience = lockPatience,
): Promise<T> {
  loaded ??= loadGlue();
  const glue = await loaded;
  const factory = migrationAdapter(databaseUrl, patience);
  const opened: SqlDriverAdapter[] = [];
  const connect = async () => {
    const adapter = await factory.connect();
    opened.push(adapter);
    return adapter;
  };
  const bound = bindMigrationAwareSqlAdapterFactory({ ...factory, connect });
  const engine = await glue.SchemaEngine.new({ datamodels: undefined }, () => {}, bound);
  try {
    return await work(engine);
  } finally {
    // The engine keeps its connection for as long as it lives and has no call to close it.
    await Promise.all(opened.map((adapter) => adapter.dispose()));
  }
}

async function loadGlue(): Promise<Glue> {
  const gluePath = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const glue = (await import("@prisma/schema-engine-wasm/schema_engine_bg")) as Glue;
  const bytes = await readFile(gluePath.replace(/\.js$/, ".wasm"));
  const imports = { "./schema_engine_bg.js": { ...glue, ...idleTimers(glue) } as WebAssembly.ModuleImports };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start !== "function") throw new Error("The migration engine has no start function.");
  start();
  return glue;
}

/** The engine leaves its 10 s lock time-out running after it got the lock; a script must not wait for that. */
function idleTimers(glue: Glue): Record<string, (run: () => void, ms: number) => NodeJS.Timeout> {
  const names = Object.keys(glue).filter((name) => name.startsWith("__wbg_setTimeout_"));
  return Object.fromEntries(names.map((name) => [name, (run, ms) => setTimeout(run, ms >>> 0).unref()]));
}
