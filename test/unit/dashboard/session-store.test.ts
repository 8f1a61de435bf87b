import { beforeEach, describe, expect, test, vi } from "vitest";
import type { SessionHandover } from "@/lib/schemas/admin/session";

const session: SessionHandover = {
  bearer: "first",
  expiresAt: "2026-11-24T13:00:00.000Z",
  storeName: "Juniper & Thyme",
  storeHash: "abc",
  timeZone: "UTC",
  currency: "USD",
  email: "maya@example.com",
  role: "owner",
};

/** The store is a module: a new page is a new module. */
async function newPage() {
  vi.resetModules();
  return import("@/components/session/session-store");
}

let store: Awaited<ReturnType<typeof newPage>>;
beforeEach(async () => {
  store = await newPage();
});

describe("the session of a page", () => {
  test("requests made before the hand-over wait for it", async () => {
    const waiting = store.openedSession();
    store.handOver(session);
    expect(await waiting).toEqual(session);
  });

  test("a first page without a session is lost, and requests get none", async () => {
    store.handOver(null);
    expect(store.getSession()).toEqual({ status: "lost" });
    expect(await store.openedSession()).toBeNull();
  });

  test("later pages come without a session and change nothing", () => {
    store.handOver(session);
    store.handOver(null);
    expect(store.getSession()).toEqual({ status: "open", session });
  });

  test("a renewed bearer takes over, and everybody is told", () => {
    store.handOver(session);
    let told = 0;
    const stop = store.subscribeToSession(() => {
      told += 1;
    });
    store.renewBearer("second", "2026-11-24T14:00:00.000Z");
    expect(store.getSession()).toMatchObject({ session: { bearer: "second" } });
    stop();
    store.loseSession();
    expect(told).toBe(1);
  });

  test("a bearer that arrives after the session was lost does not bring it back", () => {
    store.handOver(session);
    store.loseSession();
    store.renewBearer("late", "2026-11-24T14:00:00.000Z");
    expect(store.getSession()).toEqual({ status: "lost" });
  });
});
