import { expect } from "vitest";
import type { OrderRefund } from "@/lib/loyalty/order-facts";
import { ledgerDifferences } from "@/test/db/ledger/engagement-seed";
import { balanceOf } from "@/test/db/ledger/seed";
import { lineRefund } from "@/test/factories/order-facts";
import { type ExpiryStore, type Mode, openExpiryStore } from "./expiry-store";

/**
 * One row of a table, played on real Postgres: points live 12 months and can be spent through their last day, so what
 * came on 10 January 2025 goes in the night of 11 January 2026. An order of 100.00 earns 100, a cup costs 40.
 */
export type ExpiryCase = {
  title: string;
  mode?: Mode;
  /** Of the program, beside expiry. */
  document?: object;
  play: (store: ExpiryStore, night: (day: string, expired: number) => Promise<void>) => Promise<void>;
  /** Anna's in the end, and Ben's where there is something. */
  anna?: { available?: number; pending?: number; held?: number; debt?: number };
  ben?: { available: number };
};

export const noon = (day: string) => `${day}T12:00:00.000Z`;
export const nothing = { available: 0, pending: 0, held: 0, debt: 0 };

/** Half of an order of 100.00, as an amount. */
export const half: OrderRefund = {
  ...lineRefund(1, { lineId: 1, quantity: 1, amountMinor: 5_000 }),
  items: [{ kind: "ORDER", itemId: 1, quantity: 1, requestedAmountMinor: 5_000 }],
};

/** Every night is done twice: the second time nothing may go. */
export async function playCase({ mode = "per_award", document = {}, play, anna, ben }: ExpiryCase) {
  const store = await openExpiryStore(mode, { document });
  await play(store, async (day, expired) => {
    expect(await store.night(day), `the night of ${day}`).toMatchObject({ expired });
    expect(await store.night(day), `the night of ${day} again`).toMatchObject({ expired: 0 });
  });
  expect(await balanceOf(store.anna)).toMatchObject(anna ?? {});
  expect(await balanceOf(store.ben)).toMatchObject(ben ?? nothing);
  expect(await ledgerDifferences(store.storeId)).toEqual([]);
}
