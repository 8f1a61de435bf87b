import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { readSources, type SourceFile } from "./source-files";

/** What everything on the server may use; these import nothing of ours but each other. */
const ground = [
  "lib/clock",
  "lib/env",
  "lib/errors",
  "lib/logger",
  "lib/metrics",
  "lib/on-shutdown",
  "lib/process-wide",
];
const pureGround = ["lib/clock", "lib/errors"];

/** Who may import whom, as ARCHITECTURE.md draws it. A folder may always import itself; anything not listed may not. */
const allowed: Record<string, string[]> = {
  app: [
    "components",
    "components/widget",
    "lib/auth",
    "lib/format",
    "lib/http",
    "lib/schemas",
    "lib/services",
    ...ground,
  ],
  "app/api": [
    "inngest",
    "lib/auth",
    "lib/embedded",
    "lib/http",
    "lib/schemas",
    "lib/services",
    "lib/widget",
    ...ground,
  ],
  components: ["components/widget", "lib/errors", "lib/format", "lib/loyalty", "lib/schemas", "lib/texts"],
  "components/widget": ["lib/format", "lib/loyalty", "lib/schemas", "lib/texts"],
  inngest: ["lib/embedded", "lib/events", "lib/schemas", "lib/services", ...ground],
  instrumentation: ["inngest", "lib/*"],
  proxy: ["lib/auth", "lib/http", ...ground],
  "lib/auth": ["lib/db", ...ground],
  "lib/bigcommerce": ["lib/loyalty", "package", ...ground],
  "lib/cli": ["lib/*"],
  "lib/clock": [],
  "lib/crypto": ground,
  "lib/db": ["lib/loyalty", "lib/schemas", "lib/setup", ...ground],
  "lib/email": ["lib/format", "lib/schemas", ...ground],
  "lib/embedded": ["lib/db", "lib/events", ...ground],
  "lib/env": [],
  "lib/errors": [],
  "lib/events": ["lib/db", ...ground],
  "lib/format": ["lib/loyalty"],
  "lib/http": ["lib/auth", "lib/db", "lib/schemas", "lib/services", ...ground],
  "lib/loggable-error": [],
  "lib/logger": ["lib/env", "lib/loggable-error"],
  "lib/loyalty": [],
  "lib/metrics": ["lib/process-wide"],
  "lib/on-shutdown": ["lib/logger", "lib/process-wide"],
  "lib/process-wide": [],
  "lib/schemas": ["lib/format", "lib/loyalty", ...pureGround],
  "lib/server": ["lib/*"],
  "lib/services": [
    ...[
      "lib/auth",
      "lib/bigcommerce",
      "lib/crypto",
      "lib/db",
      "lib/email",
      "lib/events",
      "lib/format",
      "lib/loyalty",
    ],
    ...["lib/schemas", "lib/texts", "lib/widget", ...ground],
  ],
  "lib/setup": ["lib/widget"],
  "lib/texts": ["lib/loyalty", "lib/schemas"],
  "lib/widget": ["lib/http", "lib/schemas", ...ground],
};

type Import = { from: string; path: string; to: string };

const productRoots = ["app", "components", "lib", "inngest", "instrumentation.ts", "proxy.ts"];
const imports = readSources([".ts", ".tsx", ".mjs"], productRoots).flatMap(importsOf);

test("imports go one way", () => {
  const wrong = imports.filter(({ from, to }) => from !== to && !mayImport(from, to));
  expect(wrong.map(({ path, from, to }) => `${path}: ${from} may not import ${to}`)).toEqual([]);
});

test("a route never reaches past the services to the database or to BigCommerce", () => {
  const forbidden = ["lib/db", "lib/bigcommerce"];
  expect(imports.filter(({ from, to }) => from.startsWith("app") && forbidden.includes(to))).toEqual([]);
});

test("only /api/inngest and the process's own start know the functions", () => {
  const known = imports
    .filter(({ from, to }) => to === "inngest" && from !== "inngest")
    .map(({ path }) => path);
  expect(
    known.filter((path) => path !== "instrumentation.ts" && !path.startsWith("app/api/inngest/")),
  ).toEqual([]);
});

test("only lib/db and the set-up import Prisma or pg", () => {
  const files = readSources([".ts", ".tsx", ".mjs"], productRoots);
  const outside = files.filter(
    ({ path, text }) =>
      /from "(pg|@prisma\/[^"]+|@\/lib\/db\/generated\/[^"]+)"/.test(text) &&
      !["lib/db/", "lib/setup/"].some((folder) => path.startsWith(folder)),
  );
  // Types are allowed: they vanish.
  const real = outside.filter(({ text }) =>
    /^import (?!type)[^;]*from "(pg|@prisma\/|@\/lib\/db\/generated)/m.test(text),
  );
  expect(real.map(({ path }) => path)).toEqual([]);
});

function mayImport(from: string, to: string): boolean {
  const targets = allowed[from] ?? [];
  return targets.includes(to) || (targets.includes("lib/*") && to.startsWith("lib/"));
}

function importsOf({ path, text }: SourceFile): Import[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].flatMap(([, target = ""]) => {
    const file = target.startsWith("@/")
      ? target.slice(2)
      : target.startsWith(".")
        ? normalize(join(dirname(path), target))
        : undefined;
    return file === undefined ? [] : [{ from: areaOf(path), path, to: areaOf(file) }];
  });
}

/** The row of the table a file belongs to. */
function areaOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  if (top === "lib") return `lib/${second.replace(/\.\w+$/, "")}`;
  if (top === "app" && second === "api") return "app/api";
  if (top === "components" && second === "widget") return "components/widget";
  return top.replace(/\.\w+$/, "");
}
