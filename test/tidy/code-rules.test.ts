import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { findLines, readSources, topFolders } from "./source-files";

const code = readSources([".ts", ".tsx", ".mjs", ".mts"]);
const product = code.filter(({ path }) => !path.startsWith("test/"));

test("there are six folders and no more", () => {
  const tools = new Set(["node_modules", "dist", "coverage"]);
  const folders = readdirSync(".", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const visible = folders
    .map((entry) => entry.name)
    .filter((name) => !name.startsWith(".") && !tools.has(name));
  expect(visible.sort()).toEqual([...topFolders].sort());
});

test("the environment is read in one place", () => {
  // Plain `.mjs` scripts run before, or to prepare, what reads the environment; Prisma's own file is one of them.
  const others = product.filter(({ path }) => path !== "lib/env.ts" && !path.endsWith(".mjs"));
  expect(findLines(others, /process\.env\b/)).toEqual([]);
});

test("no value is of type any", () => {
  const typed = code.filter(({ path }) => !path.endsWith(".mjs") && !path.startsWith("test/tidy/"));
  expect(findLines(typed, /(:\s*|\bas\s+|<)any\b(\[\])?\s*([,;)>=|&]|$)/)).toEqual([]);
});

test("product code logs through the logger", () => {
  const quiet = product.filter(({ path }) => !path.startsWith("lib/cli/") && !path.endsWith(".mjs"));
  expect(findLines(quiet, /\bconsole\./)).toEqual([]);
});

test("a file is named for what it does, in kebab case", () => {
  const vague = /^(utils?|helpers?|misc|common|index)\./;
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/;
  const names = code.map(({ path }) => path).filter((path) => !path.startsWith("app/widget.js/"));
  expect(names.filter((path) => vague.test(basename(path)) || !kebab.test(basename(path)))).toEqual([]);
});

test("no file has more than 300 lines", () => {
  const long = code.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }));
  expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
});

test("a route is a declaration of at most 40 lines", () => {
  const routes = product.filter(({ path }) => /^app\/.*route\.ts$/.test(path));
  expect(routes.filter(({ text }) => text.split("\n").length > 41).map(({ path }) => path)).toEqual([]);
});

test("the loyalty rules are pure: no clock, no chance, no waiting", () => {
  const rules = product.filter(({ path }) => path.startsWith("lib/loyalty/"));
  expect(findLines(rules, /Date\.now|new Date\(\)|Math\.random|\basync\b|\bawait\b|\bfetch\(/)).toEqual([]);
});

test("nothing is left to do without an issue", () => {
  const unfinished = code.filter(({ path }) => !path.startsWith("test/tidy/"));
  expect(findLines(unfinished, /\b(TODO|FIXME|XXX)\b(?!.*#\d+)/)).toEqual([]);
});

test("no address of this or that machine is written down", () => {
  const texts = readSources(
    [".ts", ".tsx", ".mjs", ".json", ".md", ".yaml", ".yml", ".prisma", ".sql", ".toml"],
    [
      ...topFolders,
      ...readdirSync(".").filter((name) => /\.(md|json|ya?ml|mjs|ts)$/.test(name)),
      ".env.example",
      ".ci/run",
    ],
  ).filter(({ path }) => !path.startsWith("test/tidy/") && path !== "tsconfig.tsbuildinfo");
  expect(
    findLines(
      texts,
      /\/(work|root|home)\/\w|\/Users\/\w|"resolved":\s*"(?!https:\/\/registry\.npmjs\.org\/)/,
    ),
  ).toEqual([]);
});
