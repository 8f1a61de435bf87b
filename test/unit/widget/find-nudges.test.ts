import { expect, test } from "vitest";
import type { WidgetState } from "@/components/widget/client/widget-state";
import { findNudges } from "@/components/widget/panel/find-nudges";

type Product = { id: number; cost: number; limit?: number; tiers?: string[] };

const stateOf = (balance: number, products: Product[]) =>
  ({
    customer: { state: "member", points_balance: balance },
    program: {
      points_products: products.map(({ id, cost, limit = null, tiers = [] }) => ({
        id,
        points_price: cost,
        limit_per_customer: limit,
        restricted_to_vip_tier_keys: tiers,
        reward: { name: `Reward ${id}` },
      })),
    },
  }) as unknown as WidgetState;

const pointedOut = (state: WidgetState, dismissed: string[] = []) =>
  findNudges(state, new Set(dismissed)).map(({ key }) => key);

test("the dearest reward within reach is pointed out, until it is put away", () => {
  const state = stateOf(500, [
    { id: 1, cost: 100 },
    { id: 2, cost: 400 },
    { id: 3, cost: 600 },
  ]);
  expect(pointedOut(state)).toEqual(["reward/2"]);
  expect(pointedOut(state, ["reward/2"])).toEqual([]);
});

test("a reward that this shopper may have had as often as they can, or whose level they may lack, is not pointed out", () => {
  const limited = { id: 2, cost: 400, limit: 1 };
  const tiered = { id: 3, cost: 450, tiers: ["gold"] };
  expect(pointedOut(stateOf(500, [limited, tiered]))).toEqual([]);
  expect(pointedOut(stateOf(500, [{ id: 1, cost: 100 }, limited, tiered]))).toEqual(["reward/1"]);
});
