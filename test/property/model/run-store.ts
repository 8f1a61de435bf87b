import { expect } from "vitest";
import { pool } from "@/lib/db/client";
import { markCustomersDeleted } from "@/lib/db/customers";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { claimOrders } from "@/lib/db/orders/claim-orders";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { parseProgram } from "@/lib/schemas/program";
import { sealLedger } from "@/lib/services/ledger/seal-ledger";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { publishProgram } from "@/lib/services/program/publish-program";
import { adjustment, seedStore } from "@/test/db/ledger/seed";
import { Book } from "./book";
import { withFault } from "./faults";
import { pointsFor } from "./law";
import { planSchedule, planStore, type Schedule, type StorePlan } from "./schedule";
import { fetchAt, ticks } from "./world";

/**
 * Runs schedules side by side in one store, on one clock and one run of program versions, and compares every balance
 * with the book after every tick, before the sweep as after it. `only` replays a single one.
 */
export async function runStore(seed: number, schedules: number, only?: number): Promise<void> {
  const plan = planStore(seed);
  const all = Array.from({ length: schedules }, (_, index) => planSchedule(seed, index, plan));
  const store = await seedStore(schedules * 3);
  const run = new StoreRun(plan, only === undefined ? all : all.slice(only, only + 1), store);
  for (let tick = 0; tick < ticks; tick += 1) await run.tick(tick);
  await run.sweep();
}

class StoreRun {
  private readonly book = new Book();
  private readonly deliveries: Schedule["deliveries"];
  private readonly facts: (orderId: number, tick: number) => OrderFacts | null;

  constructor(
    private readonly plan: StorePlan,
    private readonly schedules: Schedule[],
    private readonly store: { storeId: bigint; customerIds: bigint[] },
  ) {
    const orders = new Map(schedules.flatMap((one) => one.orders).map((order) => [order.orderId, order]));
    this.facts = (orderId, tick) => {
      const order = orders.get(orderId);
      return order ? fetchAt(order, tick) : null;
    };
    this.deliveries = schedules.flatMap((one) => one.deliveries);
  }

  async tick(tick: number): Promise<void> {
    const document = this.plan.publish.get(tick);
    if (document) await this.publish(document, tick);
    await this.deletePeople(tick);
    await this.spend(tick);
    await this.deliverDue(tick);
    await this.claim(tick);
    await this.compare(`tick ${tick}`);
  }

  /** Everything is fetched once more, long after all holds; then nothing may be left to the chance of deliveries. */
  async sweep(): Promise<void> {
    const nowMs = (this.plan.clock[ticks] ?? 0) + 100 * 86_400_000;
    const orders = this.schedules.flatMap((one) => one.orders.map(({ orderId }) => orderId));
    const facts = orders.flatMap((orderId) => this.facts(orderId, ticks) ?? []);
    await this.apply(facts, nowMs);
    await this.compare("sweep");
    await this.expectLaw(facts);
    await sealLedger(this.store.storeId);
    for await (const { name, differences } of verifyLedger(this.store.storeId))
      expect({ name, differences }).toEqual({ name, differences: [] });
  }

  private async publish(document: object, tick: number): Promise<void> {
    await publishProgram({ storeId: this.store.storeId, document, now: this.now(tick) });
    this.book.versions.push(parseProgram(document));
  }

  private async deletePeople(tick: number): Promise<void> {
    const gone = this.schedules.flatMap((one) => one.deletions).filter((one) => one.tick === tick);
    if (gone.length === 0) return;
    const ids = gone.map(({ bcId }) => bcId);
    await markCustomersDeleted(this.store.storeId, ids, this.now(tick));
    for (const id of ids) this.book.person(id).disabled = true;
  }

  private async spend(tick: number): Promise<void> {
    const due = this.schedules.flatMap((one) => one.spends).filter((one) => one.tick === tick);
    const spent = due.map(({ bcId, points }) => ({ bcId, points: this.book.spend(bcId, points) }));
    const batch = spent.filter(({ points }) => points > 0);
    const items = batch.map(({ bcId, points }, index) => {
      return adjustment(`spend/${tick}/${index}`, this.store.customerIds[bcId - 1] as bigint, -points);
    });
    await postTransactions(pool(), this.store.storeId, items);
  }

  /** One fetch of an order at a time: what is due twice is applied twice, one after the other. */
  private async deliverDue(tick: number): Promise<void> {
    let due = this.deliveries.filter(({ applied }) => applied === tick);
    for (let round = 0; due.length > 0; round += 1) {
      const now = due.filter(
        (one, index) => due.findIndex(({ orderId }) => orderId === one.orderId) === index,
      );
      due = due.filter((one) => !now.includes(one));
      const facts = now.flatMap(({ orderId, fetched }) => this.facts(orderId, fetched) ?? []);
      const fault = round === 0 ? this.plan.faults[tick] : "none";
      const wasApplied = await this.deliver(facts, this.now(tick).getTime(), fault);
      if (wasApplied) continue;
      // Nothing was written: the entries stay in the inbox, and the next attempt fetches anew.
      for (const { orderId } of now) this.deliveries.push({ orderId, fetched: tick + 1, applied: tick + 1 });
    }
  }

  private async deliver(facts: OrderFacts[], nowMs: number, fault: StorePlan["faults"][number] = "none") {
    if (fault === "rolled back" || fault === "connection lost") {
      await withFault(this.store.storeId, fault, () => this.send(facts, nowMs));
      if (facts.length <= 100 && nowMs < (this.plan.clock[ticks - 1] ?? 0)) return false;
    }
    await this.apply(facts, nowMs);
    // The answer was lost on the way: the same work is done again, by two at once.
    if (fault === "answer lost") await Promise.all([this.send(facts, nowMs), this.send(facts, nowMs)]);
    return true;
  }

  private async apply(facts: OrderFacts[], nowMs: number): Promise<void> {
    const { failed } = await this.send(facts, nowMs);
    expect(failed).toEqual([]);
    const inOrder = [...facts].sort((a, b) => a.orderId - b.orderId);
    for (const one of inOrder) this.book.deliver(one, nowMs);
  }

  private send(orders: OrderFacts[], nowMs: number) {
    return applyOrderFacts({ storeId: this.store.storeId, timeZone: "UTC", orders, now: new Date(nowMs) });
  }

  private async claim(tick: number): Promise<void> {
    const claiming = this.schedules.filter(({ claimTicks }) => claimTicks.includes(tick));
    const claimed: number[] = [];
    for (const { people, orders } of claiming) {
      const bcId = Number(/\d+/.exec(people.guestEmail)?.[0]);
      const customerId = this.store.customerIds[bcId - 1] as bigint;
      const claim = { customerId, email: people.guestEmail, placedSince: new Date(0) };
      const orderIds = await claimOrders(this.store.storeId, claim);
      const ids = orders.map(({ orderId }) => orderId);
      expect(orderIds).toEqual(this.book.claim(ids, bcId));
      claimed.push(...orderIds);
    }
    const facts = claimed.flatMap((orderId) => this.facts(orderId, tick) ?? []);
    await this.apply(facts, this.now(tick).getTime());
  }

  /** Every balance of the store against the book. */
  private async compare(when: string): Promise<void> {
    const { rows } = await pool().query(
      `SELECT c.bc_customer_id AS id, b.pending, b.available, -b.debt AS owed
         FROM customer_balances b JOIN customers c ON c.id = b.customer_id
        WHERE b.store_id = $1 AND (b.pending, b.available, b.debt) <> (0, 0, 0) ORDER BY 1`,
      [String(this.store.storeId)],
    );
    const people = [...this.book.people].map(([id, { pending, available, owed }]) => ({
      id,
      pending,
      available,
      owed,
    }));
    const expected = people.filter((one) => one.pending + one.available + one.owed > 0);
    expect({ when, rows }).toEqual({ when, rows: expected.sort((a, b) => a.id - b.id) });
  }

  /** The law itself, whatever the history was: an order in force holds exactly what its last state earns. */
  private async expectLaw(orders: readonly OrderFacts[]): Promise<void> {
    const { rows } = await pool().query(
      `SELECT bc_order_id AS id, points_pending + points_available - points_shortfall AS net FROM orders
        WHERE store_id = $1`,
      [String(this.store.storeId)],
    );
    const nets = new Map(rows.map(({ id, net }) => [Number(id), Number(net)]));
    for (const facts of orders) {
      const entry = this.book.orders.get(facts.orderId);
      const isFrozen = facts.archived || (entry?.holder != null && this.book.person(entry.holder).disabled);
      if (!entry || isFrozen || entry.holder === null) continue;
      const program = entry.award && this.book.versions[entry.award.version];
      const net = program ? Number(pointsFor(facts, program)) : 0;
      expect({ order: facts.orderId, net: nets.get(facts.orderId) }).toEqual({ order: facts.orderId, net });
    }
  }

  private now(tick: number): Date {
    return new Date(this.plan.clock[tick] ?? 0);
  }
}
