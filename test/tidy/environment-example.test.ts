import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Set by Node and Next, not by an operator. */
const internal = new Set(["NEXT_RUNTIME", "NEXT_PHASE"]);

test(".env.example explains every variable of lib/env.ts and no other", () => {
  const schema = readFileSync("lib/env.ts", "utf8");
  const known = [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = ""]) => name);
  const explained = [...readFileSync(".env.example", "utf8").matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)];
  expect(known.length).toBeGreaterThan(10);
  expect(explained.map(([, name = ""]) => name).sort()).toEqual(
    known.filter((name) => !internal.has(name)).sort(),
  );
});
