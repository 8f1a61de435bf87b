import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ensureNode, ensurePortFree, ensureWritable, missingPackages } from "@/lib/setup/prepare.mjs";

const scratch = mkdtempSync(join(tmpdir(), "laurel-prepare-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test.each(["18.20.4", "20.18.3", "14.0.0"])("Node %s is refused in one sentence", (version) => {
  expect(() => ensureNode(version)).toThrow(
    /^Laurel needs Node 20\.19 or newer and this is [\d.]+: install .*$/,
  );
});

test.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("Node %s is good", (version) => {
  expect(() => ensureNode(version)).not.toThrow();
});

test("a folder that cannot be written is named in one sentence", () => {
  const file = join(scratch, "a-file");
  writeFileSync(file, "");
  expect(() => ensureWritable(join(file, "below"))).toThrow(
    /^The folder .*below cannot be written \(ENOTDIR\): .*$/,
  );
  expect(() => ensureWritable(scratch)).not.toThrow();
});

test("a taken port is named in one sentence with the way out", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await expect(ensurePortFree(port, { use: "Laurel", variable: "PORT" })).rejects.toThrow(
    `Port ${port}, wanted for Laurel, is taken by another program: stop that, or choose another with PORT=`,
  );
  server.close();
  await once(server, "close");
  await expect(ensurePortFree(port, { use: "Laurel", variable: "PORT" })).resolves.toBeUndefined();
});

test("packages are judged by what is installed, not by file times", () => {
  const lock = join(scratch, "package-lock.json");
  const installed = join(scratch, "installed.json");
  const packages = {
    "": { version: "1.0.0" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b": { version: "2.0.0" },
    "node_modules/only-elsewhere": { version: "3.0.0", optional: true },
  };
  const write = (file: string, value: object) => writeFileSync(file, JSON.stringify({ packages: value }));
  mkdirSync(scratch, { recursive: true });
  write(lock, packages);
  expect(missingPackages(lock, installed)).toBeGreaterThan(0);
  write(installed, { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0" } });
  expect(missingPackages(lock, installed)).toBe(0);
  write(installed, { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.9.9" } });
  expect(missingPackages(lock, installed)).toBe(1);
  write(installed, { "node_modules/a": { version: "1.0.0" } });
  expect(missingPackages(lock, installed)).toBe(1);
});
