import pLimit from "p-limit";
import { expect } from "vitest";
import { pool } from "@/lib/db/client";
import { markCustomersDeleted } from "@/lib/db/customers";
import { postAward } from "@/lib/db/ledger/post-award";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { claimOrders } from "@/lib/db/orders/claim-orders";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { parseProgram } from "@/lib/schemas/program";
import { expirePage } from "@/lib/services/expiry/expire-page";
import { sealLedger } from "@/lib/services/ledger/seal-ledger";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { publishProgram } from "@/lib/services/program/publish-program";
import { adjustment, seedStore } from "@/test/db/ledger/seed";
import { type Act, foresee, type Purchases, perform } from "./acts";
import { type Book, claim, type Now, personOf, staffChange, type Version } from "./book";
import { expire } from "./book-expiry";
import { deliver } from "./book-orders";
import { localDay } from "./days";
import { expectLaw, expectRewards, expectStanding } from "./expect-store";
import { setClock, withFault } from "./faults";
import { planSchedule, planStore, type Schedule, type StorePlan } from "./schedule";
import { fetchAt, ticks } from "./world";
import { Worlds } from "./worlds";

/** So many schedules of a store act at a time: on a slow machine nobody shall wait too long for a connection. */
const actingMax = 6;

/** The work is lost as a whole. */
const crashes: ReadonlySet<string> = new Set(["rolled back", "connection lost", "socket cut"]);

export type Running = { schedule: Schedule; worlds: Worlds };

/**
 * Runs schedules side by side in one store, on one clock and one run of program versions, and compares every balance
 * with the books after every tick, before the sweep as after it. `only` replays a single one.
 */
export async function runStore(seed: number, schedules: number, only?: number): Promise<void> {
  const plan = planStore(seed);
  const all = Array.from({ length: schedules }, (_, index) => planSchedule(seed, index, plan));
  const store = await seedStore(schedules * 3, { timeZone: plan.timeZone });
  const run = new StoreRun(plan, only === undefined ? all : all.slice(only, only + 1), store);
  for (let tick = 0; tick < ticks; tick += 1) await run.tick(tick);
  await run.sweep();
}

class StoreRun {
  private readonly versions: Version[] = [];
  private readonly running: Running[];
  private readonly byOrder: Map<number, Running>;
  private readonly deliveries: Schedule["deliveries"];
  private readonly purchases: Purchases = new Map();
  private gifts = 0;
  /** The last day whose night was done. */
  private throughDay = "";

  constructor(
    private readonly plan: StorePlan,
    schedules: Schedule[],
    private readonly store: { storeId: bigint; customerIds: bigint[] },
  ) {
    this.running = schedules.map((schedule) => ({ schedule, worlds: new Worlds(this.versions) }));
    this.byOrder = new Map(
      this.running.flatMap((one) => one.schedule.orders.map(({ orderId }) => [orderId, one])),
    );
    this.deliveries = schedules.flatMap((one) => one.deliveries);
  }

  async tick(tick: number): Promise<void> {
    const now = this.now(tick);
    await setClock(this.store.storeId, now.ms);
    const document = this.plan.publish.get(tick);
    if (document) await this.publish(document, now);
    await this.deletePeople(tick, now);
    await this.changeByStaff(tick, now);
    await this.actAndDeliver(tick, now);
    await this.claim(tick, now);
    if (this.plan.nights[tick]) await this.expire(now);
    await this.compare(`tick ${tick}`);
  }

  /** Everything is fetched once more, long after all holds; then nothing may be left to the chance of deliveries. */
  async sweep(): Promise<void> {
    const now = this.now(ticks, 100);
    await setClock(this.store.storeId, now.ms);
    const orders = [...this.byOrder.keys()];
    const facts = orders.flatMap((orderId) => this.facts(orderId, ticks) ?? []);
    await this.apply(facts, now);
    await this.compare("sweep");
    await expectLaw(this.store.storeId, this.byOrder, facts);
    await this.expire(now);
    await this.compare("the night after");
    await expectRewards(this.store.storeId, this.running, this.purchases);
    await sealLedger(this.store.storeId);
    for await (const { name, differences } of verifyLedger(this.store.storeId))
      expect({ name, differences }).toEqual({ name, differences: [] });
  }

  private async publish(document: object, now: Now): Promise<void> {
    await publishProgram({ storeId: this.store.storeId, document, now: new Date(now.ms) });
    this.versions.push({ program: parseProgram(document), day: now.day });
  }

  private async deletePeople(tick: number, now: Now): Promise<void> {
    const gone: number[] = [];
    for (const { schedule, worlds } of this.running) {
      const ids = schedule.deletions.filter((one) => one.tick === tick).map(({ bcId }) => bcId);
      for (const id of ids) worlds.forAll((book) => Object.assign(personOf(book, id), { disabled: true }));
      gone.push(...ids);
    }
    if (gone.length > 0) await markCustomersDeleted(this.store.storeId, gone, new Date(now.ms));
  }

  private async changeByStaff(tick: number, now: Now): Promise<void> {
    const taken: { id: bigint; points: number }[] = [];
    for (const { schedule, worlds } of this.running) {
      for (const { bcId, points } of schedule.gifts.filter((one) => one.tick === tick)) {
        let changed = 0;
        worlds.forAll((book) => {
          changed = staffChange(book, bcId, points, now);
        });
        const id = this.store.customerIds[bcId - 1] as bigint;
        if (changed < 0) taken.push({ id, points: changed });
        if (changed > 0) await this.giveByStaff(id, changed);
      }
    }
    const items = taken.map(({ id, points }, index) => adjustment(`take/${tick}/${index}`, id, points));
    await postTransactions(pool(), this.store.storeId, items);
  }

  private giveByStaff(customerId: bigint, points: number) {
    this.gifts += 1;
    const { entries: _, ...award } = adjustment(`give/${this.gifts}`, customerId, points);
    return postAward(pool(), this.store.storeId, { ...award, type: "adjustment", points });
  }

  /** At once, unless the database is to fail: then what people do comes first. */
  private async actAndDeliver(tick: number, now: Now): Promise<void> {
    const fault = this.plan.faults[tick] ?? "none";
    const isCrash = crashes.has(fault);
    const acting = this.running.filter(({ schedule }) => schedule.acts.some((act) => act.tick === tick));
    const isRace = (this.plan.races[tick] ?? false) && !isCrash;
    const [first = [], ...later] = this.rounds(tick);
    if (!isRace) {
      await this.act(acting, tick, now, []);
      await this.deliver(first, tick, now, fault);
    } else {
      const facts = this.fetched(first);
      await this.act(acting, tick, now, facts);
      if (fault === "answer lost") await Promise.all([this.send(facts, now), this.send(facts, now)]);
    }
    for (const round of later) await this.deliver(round, tick, now, "none");
  }

  /** What these schedules do, all of it at the same time, beside these orders. */
  private async act(acting: Running[], tick: number, now: Now, facts: OrderFacts[]): Promise<void> {
    const [{ failed }, lanes] = await Promise.all([
      this.send(facts, now),
      pLimit(actingMax).map(acting, ({ schedule }) => {
        const acts = schedule.acts.filter((act) => act.tick === tick);
        return Promise.all(
          acts.map(async (act) => ({ act, answer: await perform(this.shop, act, new Date(now.ms)) })),
        );
      }),
    ]);
    expect(failed).toEqual([]);
    const inOrder = [...facts].sort((a, b) => a.orderId - b.orderId);
    for (const one of this.running) {
      const place = acting.indexOf(one);
      const acts = (lanes[place] ?? []).map(({ act, answer }) => [{ does: this.foreseer(act, now), answer }]);
      const theirs = inOrder.filter(({ orderId }) => this.byOrder.get(orderId) === one);
      const deliveries = theirs.map((order) => ({
        does: (book: Book) => deliver(book, order, now),
        answer: "delivered",
      }));
      const told = one.worlds.race([...acts, deliveries]);
      const schedule = Math.floor(((one.schedule.people.bcIds[0] ?? 1) - 1) / 3);
      expect({ tick, schedule, told }).toEqual({ tick, schedule, told: "as foreseen" });
    }
  }

  private foreseer(act: Act, now: Now) {
    return (book: Book) => {
      const answer = foresee(book, act, now);
      const code = "nth" in act ? this.purchases.get(act.nth)?.code : undefined;
      const bought = "nth" in act ? book.bought.get(act.nth) : undefined;
      if (bought && code) bought.code = code;
      return answer;
    };
  }

  private get shop() {
    return { ...this.store, purchases: this.purchases };
  }

  /** One fetch of an order at a time: what is due twice is applied twice, one after the other. */
  private rounds(tick: number): Schedule["deliveries"][] {
    const rounds: Schedule["deliveries"][] = [];
    let due = this.deliveries.filter(({ applied }) => applied === tick);
    while (due.length > 0) {
      const round = due.filter(
        (one, index) => due.findIndex(({ orderId }) => orderId === one.orderId) === index,
      );
      due = due.filter((one) => !round.includes(one));
      rounds.push(round);
    }
    return rounds;
  }

  private fetched(round: Schedule["deliveries"]): OrderFacts[] {
    return round.flatMap(({ orderId, fetched }) => this.facts(orderId, fetched) ?? []);
  }

  private async deliver(
    round: Schedule["deliveries"],
    tick: number,
    now: Now,
    fault: StorePlan["faults"][number],
  ): Promise<void> {
    const facts = this.fetched(round);
    if (crashes.has(fault)) {
      await withFault(this.store.storeId, fault, () => this.send(facts, now));
      if (tick < ticks - 1) {
        // Nothing was written: the entries stay in the inbox, and the next attempt fetches anew.
        for (const { orderId } of round)
          this.deliveries.push({ orderId, fetched: tick + 1, applied: tick + 1 });
        return;
      }
    }
    await this.apply(facts, now);
    // The answer was lost on the way: the same work is done again, by two at once.
    if (fault === "answer lost") await Promise.all([this.send(facts, now), this.send(facts, now)]);
  }

  private apply(facts: OrderFacts[], now: Now): Promise<void> {
    return this.act([], ticks, now, facts);
  }

  private send(orders: OrderFacts[], now: Now) {
    const { storeId } = this.store;
    return applyOrderFacts({ storeId, timeZone: this.plan.timeZone, orders, now: new Date(now.ms) });
  }

  private async claim(tick: number, now: Now): Promise<void> {
    const claiming = this.running.filter(({ schedule }) => schedule.claimTicks.includes(tick));
    const claimed = await Promise.all(
      claiming.map(async ({ schedule: { people, orders }, worlds }) => {
        const bcId = Number(/\d+/.exec(people.guestEmail)?.[0]);
        const customerId = this.store.customerIds[bcId - 1] as bigint;
        const asked = { customerId, email: people.guestEmail, placedSince: new Date(0) };
        const orderIds = await claimOrders(this.store.storeId, asked);
        const ids = orders.map(({ orderId }) => orderId);
        worlds.forAll((book) => expect(orderIds).toEqual(claim(book, ids, bcId)));
        return orderIds;
      }),
    );
    const facts = claimed.flat().flatMap((orderId) => this.facts(orderId, tick) ?? []);
    await this.apply(facts, now);
  }

  private async expire(now: Now): Promise<void> {
    const { storeId } = this.store;
    for (let next: string | null = "0"; next !== null; )
      next = (await expirePage({ storeId, day: now.day, afterId: BigInt(next) })).next;
    // A night that was done before is not done again: what came since goes in the next one.
    if (now.day <= this.throughDay) return;
    this.throughDay = now.day;
    for (const { worlds } of this.running) worlds.forAll((book) => expire(book, now));
  }

  private compare(when: string): Promise<void> {
    return expectStanding(this.store.storeId, this.running, when);
  }

  /** An order as a fetch at this tick finds it, with the codes that were entered by then. */
  private facts(orderId: number, tick: number): OrderFacts | null {
    const schedule = this.byOrder.get(orderId)?.schedule;
    const order = schedule?.orders.find((one) => one.orderId === orderId);
    const state = order ? fetchAt(order, tick) : null;
    if (!schedule || !state) return null;
    const uses = schedule.uses.filter((use) => use.orderId === orderId && use.tick <= state.tick);
    const codes = uses.flatMap(({ nth }) => this.purchases.get(nth)?.code ?? []);
    return { ...state.facts, coupons: codes.map((code) => ({ code, discountMinor: 500 })) };
  }

  private now(tick: number, daysLater = 0): Now {
    const ms = (this.plan.clock[tick] ?? 0) + daysLater * 86_400_000;
    return { ms, day: localDay(ms, this.plan.timeZone) };
  }
}
