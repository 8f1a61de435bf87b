import { type Act, rewardKey } from "./acts";
import { Chance } from "./chance";
import { inventOrder, lastEventTick, type People, tickMs, ticks, type WorldOrder } from "./world";

/** What the store as a whole goes through. */
export type StorePlan = {
  /** Our clock at each tick, in ms; one more tick for the sweep. */
  clock: number[];
  /** Documents by the tick they are published at. */
  publish: Map<number, object>;
  faults: ("none" | "rolled back" | "connection lost" | "socket cut" | "answer lost")[];
  /** At these ticks everything happens at once. */
  races: boolean[];
  /** At these ticks the nightly expiry runs. */
  nights: boolean[];
  timeZone: string;
};

/** One schedule: a few people, their orders, and how news of them travels. */
export type Schedule = {
  people: People;
  orders: WorldOrder[];
  /** A fetch made at one tick and applied at this or a later one. */
  deliveries: { orderId: number; fetched: number; applied: number }[];
  /** Staff give or take points. */
  gifts: { tick: number; bcId: number; points: number }[];
  deletions: { tick: number; bcId: number }[];
  claimTicks: number[];
  acts: Act[];
  /** From this tick on an order carries the code of the reward. */
  uses: { tick: number; orderId: number; nth: number }[];
};

const startMs = Date.parse("2026-03-01T00:00:00.000Z");
const dayMs = 86_400_000;

export function planStore(seed: number): StorePlan {
  const chance = new Chance(seed);
  const clock: number[] = [];
  let nowMs = startMs;
  for (let tick = 0; tick <= ticks; tick += 1) {
    clock.push(nowMs);
    nowMs += inventPause(chance);
  }
  const publish = new Map([[0, inventProgram(chance)]]);
  for (let tick = 1; tick < ticks; tick += 1) if (chance.yes(0.12)) publish.set(tick, inventProgram(chance));
  const faults = clock.map(() => {
    return chance.yes(0.7)
      ? "none"
      : chance.of("rolled back", "connection lost", "socket cut", "answer lost", "answer lost");
  });
  const races = clock.map(() => chance.yes(0.5));
  const nights = clock.map(() => chance.yes(0.5));
  const timeZone = chance.of("UTC", "America/New_York", "Pacific/Auckland", "Asia/Kolkata");
  return { clock, publish, faults, races, nights, timeZone } as StorePlan;
}

/** Hours, days, or so many weeks that points grow old. */
function inventPause(chance: Chance): number {
  if (chance.yes(0.12)) return chance.whole(1, 12) * dayMs;
  return chance.yes(0.07) ? chance.whole(15, 70) * dayMs : tickMs * chance.whole(1, 3);
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
    refunds: {
      policy: chance.of("within_balance", "allow_negative", "pending_only"),
      returnRedeemedPoints: chance.yes(0.7),
    },
    rewards: [
      {
        ...{ key: rewardKey, type: "fixed_amount", name: "Reward", value: "5.00" },
        pointsPrice: chance.whole(5, 150),
      },
    ],
    expiry: { mode: chance.of("none", "per_award", "inactivity"), months: chance.whole(1, 3) },
  };
}

/** `index` counts the schedules of a store; every one has chances of its own, so it can be replayed alone. */
export function planSchedule(seed: number, index: number, { clock }: StorePlan): Schedule {
  const chance = new Chance(seed * 1_009 + index * 7_919 + 1);
  const [one, two, guest] = [1, 2, 3].map((nth) => index * 3 + nth) as [number, number, number];
  const everybody = [one, two, guest] as const;
  const people = { bcIds: [one, two], guestEmail: `shopper${guest}@example.com` };
  const orders = chance.list(1, 3, (nth) => inventOrder(chance, index * 10 + nth + 1, people, clock));
  const rewards = chance.list(0, chance.yes(0.5) ? 2 : 0, (nth) =>
    planReward(chance, index * 10 + nth, { everybody, orders }),
  );
  return {
    people,
    orders,
    deliveries: orders.flatMap((order) => planDeliveries(chance, order)),
    gifts: [...planGifts(chance, everybody), ...rewards.flatMap(({ gifts }) => gifts)],
    deletions: chance.yes(0.15) ? [{ tick: chance.whole(2, ticks - 1), bcId: one }] : [],
    claimTicks: chance.list(0, 2, () => chance.whole(1, ticks - 1)),
    acts: [...planMerges(chance, everybody), ...rewards.flatMap(({ acts }) => acts)],
    uses: rewards.flatMap(({ uses }) => uses),
  };
}

type Everybody = readonly [number, number, number];

function planGifts(chance: Chance, everybody: Everybody): Schedule["gifts"] {
  return chance.list(0, 2, () => {
    const points = chance.yes(0.75) ? -chance.whole(1, 300) : chance.whole(1, 200);
    return { tick: chance.whole(1, ticks - 1), bcId: chance.of(...everybody), points };
  });
}

/** Chains, circles, the same twice, and both ways at once. */
function planMerges(chance: Chance, everybody: Everybody): Act[] {
  if (chance.yes(0.55)) return [];
  const merges = chance.list(1, chance.yes(0.4) ? 3 : 1, () => {
    const place = chance.whole(0, 2);
    const [one, other] = [everybody[place], everybody[(place + chance.of(1, 2)) % 3]] as [number, number];
    return { tick: chance.whole(1, ticks - 1), kind: "merge" as const, one, other };
  });
  const [first] = merges;
  if (!first || chance.yes(0.7)) return merges;
  const twin = chance.yes(0.5) ? first : { ...first, one: first.other, other: first.one };
  return [...merges, twin];
}

/** Bought, mostly with points for it, then issued or not, then used on an order, taken back, too old, or kept. */
function planReward(
  chance: Chance,
  nth: number,
  { everybody, orders }: { everybody: Everybody; orders: readonly WorldOrder[] },
): Pick<Schedule, "acts" | "uses" | "gifts"> {
  const buyer = chance.of(...everybody);
  const bought = chance.whole(1, 6);
  const finished = bought + chance.whole(1, 2);
  const ended = finished + chance.whole(0, 4);
  const gifts = chance.yes(0.8) ? [{ tick: bought, bcId: buyer, points: chance.whole(50, 200) }] : [];
  const acts: Act[] = [
    { tick: bought, kind: "buy", one: buyer, nth },
    { tick: finished, kind: chance.of("capture", "capture", "capture", "release"), nth },
  ];
  if (chance.yes(0.1)) acts.push({ tick: finished, kind: chance.of("capture", "release"), nth });
  if (chance.yes(0.4)) acts.push({ tick: ended, kind: chance.of("cancelled", "expired"), nth });
  const [order, ...others] = orders.filter(({ states }) => states.some(({ tick }) => tick >= finished));
  const used = order && chance.yes(0.8) ? chance.of(order, ...others).orderId : null;
  return { acts, gifts, uses: used === null ? [] : [{ tick: finished, orderId: used, nth }] };
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
