import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join("prisma", "migrations");
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

test("a migration is a dated, named folder with one SQL file", () => {
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    expect(name).toMatch(/^\d{14}_[a-z0-9_]+$/);
    expect(readdirSync(join(folder, name))).toEqual(["migration.sql"]);
    expect(readFileSync(join(folder, name, "migration.sql"), "utf8").trim()).not.toBe("");
  }
});

test("two migrations never share a time, so their order is certain", () => {
  const times = names.map((name) => name.slice(0, 14));
  expect(new Set(times).size).toBe(times.length);
});

test("the folder names its database, as Prisma's own command line requires", () => {
  expect(readFileSync(join(folder, "migration_lock.toml"), "utf8")).toContain('provider = "postgresql"');
  expect(existsSync(join("prisma", "schema", "base.prisma"))).toBe(true);
});
