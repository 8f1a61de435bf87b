import { beforeAll, expect, test } from "vitest";
import { isPassingDatabaseError } from "@/lib/db/passing-error";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { publishProgram } from "@/lib/services/program/publish-program";
import { balanceOf, seedStore } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";
import { prepareDatabase, setClock, withFault } from "@/test/property/model/faults";

const now = new Date("2026-11-24T12:00:00Z");
beforeAll(prepareDatabase);

test.each([["rolled back"], ["connection lost"], ["socket cut"]])(
  "work that the database lost (%s) is never blamed on its only order, and done again in full",
  async (kind) => {
    const { storeId, customerIds } = await seedStore();
    await publishProgram({ storeId, document: {}, now });
    await setClock(storeId, now.getTime());
    const apply = () => applyOrderFacts({ storeId, timeZone: "UTC", orders: [orderFacts()], now });
    // Fails when anything but an error as a whole comes of it.
    await withFault(storeId, kind, apply);
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 0 });
    expect(await apply()).toMatchObject({ applied: 1, posted: 1, failed: [] });
    expect(await balanceOf(customerIds[0] as bigint)).toMatchObject({ available: 100 });
  },
);

test.each<[string, unknown, boolean]>([
  ["a socket that was cut", new Error("Connection terminated unexpectedly"), true],
  ["a connection we ended", new Error("Connection terminated"), true],
  ["a pool without a free connection", new Error("timeout exceeded when trying to connect"), true],
  ["a server that does not answer", new Error("timeout expired"), true],
  ["a client used after its end", new Error("Client was closed and is not queryable"), true],
  ["a reset", Object.assign(new Error("read"), { code: "ECONNRESET" }), true],
  ["a refusal", Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), true],
  ["a broken pipe", Object.assign(new Error("write"), { code: "EPIPE" }), true],
  ["a silence", Object.assign(new Error("read"), { code: "ETIMEDOUT" }), true],
  [
    "a reset under another error",
    new Error("no", { cause: Object.assign(new Error(), { code: "EPIPE" }) }),
    true,
  ],
  ["an order of ours that breaks a promise", new Error("order 7 would keep more than its award"), false],
  ["a time that is none", new RangeError("Invalid time value"), false],
  ["no error at all", "Connection terminated", false],
])("passing or not: %s", (_, error, isPassing) => {
  expect(isPassingDatabaseError(error)).toBe(isPassing);
});
