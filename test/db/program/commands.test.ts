import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { sealLedger } from "@/lib/services/ledger/seal-ledger";
import { adjustment, seedStore } from "@/test/db/ledger/seed";

type Outcome = { code: number | null; out: string; err: string };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "laurel-commands-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command as `npm run` does, on this file's database. */
function run(script: string, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ["node_modules/tsx/dist/cli.mjs", `lib/cli/${script}.ts`, ...args],
      {
        env: process.env,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const outcome: Outcome = { code: null, out: "", err: "" };
    child.stdout.on("data", (chunk) => {
      outcome.out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      outcome.err += chunk;
    });
    child.on("close", (code) => resolve({ ...outcome, code }));
  });
}

async function storeHash(storeId: bigint): Promise<string> {
  const { rows } = await pool().query("SELECT hash FROM stores WHERE id = $1", [String(storeId)]);
  return rows[0].hash;
}

async function documentFile(document: unknown): Promise<string> {
  const file = join(folder, "program.json");
  await writeFile(file, typeof document === "string" ? document : JSON.stringify(document));
  return file;
}

describe("npm run program", () => {
  test("publishes a file, keeps a draft apart, and prints both back", async () => {
    const hash = await storeHash((await seedStore()).storeId);
    const file = await documentFile({ earning: { orders: { rate: { points: 3, per: "2.00" } } } });
    const published = await run("program", "--store", hash, "--file", file);
    expect(published).toEqual({ code: 0, out: `Published version 1 of ${hash}.\n`, err: "" });
    const draftFile = await documentFile({ points: { rounding: "up" } });
    expect(await run("program", "--store", hash, "--file", draftFile, "--draft")).toMatchObject({ code: 0 });
    const printed = JSON.parse((await run("program", "--store", hash, "--print")).out);
    expect(printed).toMatchObject({
      points: { rounding: "down" },
      earning: { orders: { rate: { points: 3, per: "2.00" } } },
    });
    const draft = JSON.parse((await run("program", "--store", hash, "--print", "--draft")).out);
    expect(draft.points.rounding).toBe("up");
  });

  test("names the problems of a wrong file by path, and what else is wrong in one sentence", async () => {
    const hash = await storeHash((await seedStore()).storeId);
    const wrong = await run(
      "program",
      "--store",
      hash,
      "--file",
      await documentFile({ earning: { orders: { holdDays: 91 } } }),
    );
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain("earning.orders.holdDays:");
    const unknown = await run("program", "--store", "nosuch", "--print");
    expect(unknown).toMatchObject({ code: 1, err: "\nThere is no store with the hash nosuch.\n" });
    const notJson = await run("program", "--store", hash, "--file", await documentFile("{"));
    expect(notJson.err).toMatch(/is not JSON/);
    expect((await run("program", "--store", hash, "--print")).err).toContain("has no published program");
  });

  test("--at takes an instant that exists, with its zone, and no other", async () => {
    const hash = await storeHash((await seedStore()).storeId);
    const file = await documentFile({});
    const at = (text: string) => run("program", "--store", hash, "--file", file, "--at", text);
    // The 31st would be 1 December, and a time without a zone another one on every machine.
    for (const wrong of [
      "2099-11-31T00:00:00Z",
      "2099-11-30T00:00:00",
      "2099-11-30",
      "2001-01-01T00:00:00Z",
    ]) {
      const refused = await at(wrong);
      expect({ wrong, code: refused.code }).toEqual({ wrong, code: 1 });
      expect(refused.err).toContain("--at takes a time to come with its zone");
    }
    // 01:00 at +01:00 is midnight UTC.
    expect((await at("2099-11-30T01:00:00+01:00")).out).toContain("is published at 2099-11-30T00:00:00.000Z");
  });

  test("--schema needs no store and no database", async () => {
    const { out, code } = await run("program", "--schema");
    expect(code).toBe(0);
    expect(JSON.parse(out).properties).toHaveProperty("earning");
  });
});

describe("npm run ledger:verify", () => {
  test("exits 0 with 0 differences, 1 with the rows that differ", async () => {
    const { storeId, customerIds } = await seedStore();
    const hash = await storeHash(storeId);
    await postTransactions(pool(), storeId, [adjustment("one", customerIds[0] as bigint, 10)]);
    await sealLedger(storeId);
    const good = await run("ledger-verify", "--store", hash);
    expect(good.code).toBe(0);
    expect(good.out).toContain("1 transactions, 0 differences");
    await pool().query("UPDATE customer_balances SET available = 11 WHERE customer_id = $1", [
      String(customerIds[0]),
    ]);
    const bad = await run("ledger-verify");
    expect(bad.code).toBe(1);
    expect(bad.out).toContain("FAIL balances");
    expect(bad.out).toContain('"available":11');
    expect((await run("ledger-verify", "--store", hash, "--json")).out).toContain('"differences":1');
  });
});
