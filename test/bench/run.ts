import { mkdir, readdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { openBenchDatabase } from "./bench-database";
import type { BenchModule, BenchRow } from "./bench-row";

/**
 * `npm run bench [-- name …]`: measures every `test/bench/*.bench.ts`, or those whose file name contains one of the
 * names, one after the other, on a database of its own. Prints a table, writes test/.tmp/bench.json. Never part of a
 * test run: absolute figures depend on the machine, ratios are to limits measured beside them in the same run.
 */
const folder = resolve("test/bench");
process.env.LOG_LEVEL ??= "silent";

const wanted = process.argv.slice(2);
const files = (await readdir(folder)).filter((file) => file.endsWith(".bench.ts")).sort();
const chosen = files.filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)));

const database = await openBenchDatabase();
const rows: BenchRow[] = [];
try {
  for (const file of chosen) {
    console.error(`measuring ${file} …`);
    const module: BenchModule = await import(pathToFileURL(join(folder, file)).href);
    rows.push(...(await module.default()));
  }
} finally {
  const { closeDatabase } = await import("@/lib/db/client");
  await closeDatabase();
  await database.close();
}

printTable(rows);
const report = { at: new Date().toISOString(), node: process.version, cpus: cpus().length, rows };
await mkdir("test/.tmp", { recursive: true });
await writeFile("test/.tmp/bench.json", `${JSON.stringify(report, null, 2)}\n`);

function printTable(all: readonly BenchRow[]): void {
  const cells = all.map((row) => [
    row.row,
    `${format(row.value)} ${row.unit}`,
    row.limit ? `${format(row.limit.value)} (${row.limit.name})` : "",
    row.ratio === undefined ? "" : row.ratio.toFixed(2),
    row.aim,
    row.met ? "yes" : "NO",
  ]);
  const table = [["row", "measured", "limit beside it", "ratio", "aim", "met"], ...cells];
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((line) => line[column]?.length ?? 0)),
  );
  for (const line of table)
    console.log(line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  for (const row of all) if (row.note) console.log(`\n${row.row}: ${row.note}`);
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 1 ? 2 : 4);
}
