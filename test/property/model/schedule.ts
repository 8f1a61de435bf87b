import { Chance } from "./chance";
import { inventOrder, lastEventTick, type People, tickMs, ticks, type WorldOrder } from "./world";

/** What the store as a whole goes through. */
export type StorePlan = {
  /** Our clock at each tick, in ms; one more tick for the sweep. */
  clock: number[];
  /** Documents by the tick they are published at. */
  publish: Map<number, object>;
  faults: ("none" | "rolled back" | "connection lost" | "answer lost")[];
};

/** One schedule: a few people, their orders, and how news of them travels. */
export type Schedule = {
  people: People;
  orders: WorldOrder[];
  /** A fetch made at one tick and applied at this or a later one. */
  deliveries: { orderId: number; fetched: number; applied: number }[];
  spends: { tick: number; bcId: number; points: number }[];
  deletions: { tick: number; bcId: number }[];
  claimTicks: number[];
};

const startMs = Date.parse("2026-03-01T00:00:00.000Z");
const dayMs = 86_400_000;

export function planStore(seed: number): StorePlan {
  const chance = new Chance(seed);
  const clock: number[] = [];
  let nowMs = startMs;
  for (let tick = 0; tick <= ticks; tick += 1) {
    clock.push(nowMs);
    nowMs += chance.yes(0.12) ? chance.whole(1, 12) * dayMs : tickMs * chance.whole(1, 3);
  }
  const publish = new Map([[0, inventProgram(chance)]]);
  for (let tick = 1; tick < ticks; tick += 1) if (chance.yes(0.12)) publish.set(tick, inventProgram(chance));
  const faults = clock.map(() => {
    return chance.yes(0.7)
      ? "none"
      : chance.of("rolled back", "connection lost", "answer lost", "answer lost");
  });
  return { clock, publish, faults } as StorePlan;
}

function inventProgram(chance: Chance): object {
  const campaign = { name: "C", startsAt: "2020-01-01T00:00", endsAt: "2040-01-01T00:00" };
  const campaigns = [
    { ...campaign, key: "m", effect: { kind: "multiplier", multiplier: chance.of("2", "1.25", "3.33") } },
    { ...campaign, key: "b", effect: { kind: "bonus", points: chance.whole(1, 50) } },
  ].filter(() => chance.yes(0.2));
  const holdDays = chance.yes(0.4) ? chance.whole(1, 10) : 0;
  return {
    points: { rounding: chance.of("down", "nearest", "up") },
    earning: {
      orders: {
        enabled: chance.yes(0.95),
        rate: { points: chance.whole(1, 30), per: chance.of("1.00", "0.37", "10", "7") },
        rates: { JPY: { points: chance.whole(1, 9), per: chance.of("1", "100") } },
        base: {
          tax: chance.yes(0.4),
          shipping: chance.yes(0.4),
          minusStoreCredit: chance.yes(0.3),
          minusGiftCertificates: chance.yes(0.3),
        },
        minimum: chance.of("0.00", "0.00", "5.00"),
        awardStatuses: chance.of([10], [10], [2, 10], [11, 9, 10]),
        cancelStatuses: chance.of([4, 5, 6], [4, 5, 6], [5, 6]),
        holdDays,
        exclude: { productIds: chance.yes(0.3) ? [1] : [], migrated: chance.yes(0.7) },
      },
      campaigns,
    },
    refunds: { policy: chance.of("within_balance", "allow_negative", "pending_only") },
  };
}

/** `index` counts the schedules of a store; every one has chances of its own, so it can be replayed alone. */
export function planSchedule(seed: number, index: number, { clock }: StorePlan): Schedule {
  const chance = new Chance(seed * 1_009 + index * 7_919 + 1);
  const [one, two, guest] = [1, 2, 3].map((nth) => index * 3 + nth) as [number, number, number];
  const people = { bcIds: [one, two], guestEmail: `shopper${guest}@example.com` };
  const orders = chance.list(1, 3, (nth) => inventOrder(chance, index * 10 + nth + 1, people, clock));
  return {
    people,
    orders,
    deliveries: orders.flatMap((order) => planDeliveries(chance, order)),
    spends: chance.list(0, 3, () => {
      return {
        tick: chance.whole(1, ticks - 1),
        bcId: chance.of(one, two, guest),
        points: chance.whole(1, 300),
      };
    }),
    deletions: chance.yes(0.15) ? [{ tick: chance.whole(2, ticks - 1), bcId: one }] : [],
    claimTicks: chance.yes(0.6) ? [chance.whole(1, ticks - 1)] : [],
  };
}

/** Every change is announced; the announcement may be lost, come twice, and its fetch may be overtaken. */
function planDeliveries(chance: Chance, order: WorldOrder): Schedule["deliveries"] {
  return order.states.flatMap(({ tick }) => {
    if (chance.yes(0.15)) return [];
    return chance.list(1, chance.yes(0.3) ? 3 : 1, () => {
      const fetched = Math.min(tick + chance.of(0, 0, 0, 1, 2), lastEventTick + 1);
      const applied = Math.min(fetched + chance.of(0, 0, 0, 1, 2, 4), ticks - 1);
      return { orderId: order.orderId, fetched, applied };
    });
  });
}
