import { holdImport } from "@/lib/db/backfill/hold-import";
import { countWithdrawn } from "@/lib/db/backfill/take-back";
import { lockOpenBalances } from "@/lib/db/ledger/lock-balances";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { readOrderHeld } from "@/lib/db/ledger/read-order-held";
import type { TransactionInput } from "@/lib/db/ledger/transaction-input";
import { findOwners } from "@/lib/db/orders/find-owners";
import { lockOrders } from "@/lib/db/orders/lock-orders";
import type { LockedOrder } from "@/lib/db/orders/order-row";
import { promoteMembers } from "@/lib/db/orders/promote-members";
import { saveOrders } from "@/lib/db/orders/save-orders";
import { isPassingDatabaseError } from "@/lib/db/passing-error";
import { inTransactionAgain, type Transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { keepKnownRefunds } from "@/lib/loyalty/keep-known-refunds";
import { knownTimeZone } from "@/lib/loyalty/local-day";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { Balances, OrderHoldings } from "@/lib/loyalty/posting";
import { CatalogNeededError, type CatalogNeeds } from "@/lib/services/catalog/catalog-needs";
import { awardedCandidates } from "@/lib/services/orders/awarded-candidates";
import { decideOrder, type OrderDecision } from "@/lib/services/orders/decide-order";
import {
  explainBatch,
  type ImportBatch,
  markOf,
  migratedEarns,
  newlyWithdrawn,
  takeUp,
} from "@/lib/services/orders/import-batch";
import { loadOrderPrograms, type OrderPrograms } from "@/lib/services/orders/load-order-programs";
import { requireCatalog } from "@/lib/services/orders/require-catalog";
import { settleFirstOrders, settleHadFirsts } from "@/lib/services/orders/settle-first-orders";
import { splitByOwner } from "@/lib/services/orders/split-by-owner";
import { applyUsedCodes, findHoldersOnOrders } from "@/lib/services/redemptions/apply-used-codes";

export type ApplyOrderFactsInput = {
  storeId: bigint;
  /** As the store states it; what is no zone counts as UTC. */
  timeZone: string;
  orders: readonly OrderFacts[];
  now: Date;
  /** Work of an import of past orders, see {@link ImportBatch}. */
  batch?: ImportBatch;
  /** What of the catalog the facts hold; all of it when left out. */
  known?: CatalogNeeds;
};

export type ApplyOrderFactsResult = {
  applied: number;
  /** BigCommerce ids of orders whose ledger differed from the law and was put right. */
  changed: number[];
  /** Fetches older than what was applied before; dropped. */
  stale: number;
  posted: number;
  /** Orders that could not be decided; the others of their batch were. */
  failed: OrderProblem[];
};

/** `cause`: what was thrown, when something was. */
export type OrderProblem = { orderId: number; problem: string; cause?: unknown };

/** Posting is fastest at about a hundred, and a transaction stays short. */
const ordersPerTransaction = 125;
/** Half a page of BigCommerce's each, more or less: a lane of a page is never cut for the few more it has. */
const importLanes = 2;
const ordersPerLane = 250;

/**
 * Makes the ledger agree with the law for these orders, as they are in `orders`. Any number of times, by any number
 * of workers, in any order: locks are taken in id order, an older fetch than the one applied is dropped, and only
 * differences are posted. Each batch commits on its own, so a kill loses at most work that will be done again.
 */
export async function applyOrderFacts(input: ApplyOrderFactsInput): Promise<ApplyOrderFactsResult> {
  const orders = [...input.orders].sort((a, b) => a.orderId - b.orderId);
  const lanes = input.batch ? await lanesOf(input.storeId, orders) : [orders];
  const timeZone = knownTimeZone(input.timeZone);
  const parts = await Promise.allSettled(
    lanes.map((lane) => applyInTurn({ ...input, timeZone, orders: lane })),
  );
  return parts
    .map((part) => {
      if (part.status === "rejected") throw part.reason;
      return part.value;
    })
    .reduce(addUp, { ...nothingApplied, failed: [] });
}

/** An import has thousands in hand: two transactions at a time, never of the same person. */
async function lanesOf(storeId: bigint, orders: readonly OrderFacts[]): Promise<OrderFacts[][]> {
  const ids = orders.map((order) => order.customerId).filter((id) => id !== null);
  return splitByOwner(orders, await findOwners(storeId, [...new Set(ids)]), importLanes);
}

async function applyInTurn(input: ApplyOrderFactsInput): Promise<ApplyOrderFactsResult> {
  let result: ApplyOrderFactsResult = { ...nothingApplied, failed: [] };
  const size = input.batch ? ordersPerLane : ordersPerTransaction;
  for (let start = 0; start < input.orders.length; start += size) {
    const orders = input.orders.slice(start, start + size);
    result = addUp(result, await applyOrIsolate({ ...input, orders }));
  }
  return result;
}

/** One order that breaks a rule of ours must not hold up its neighbours: it is found by halves and left out. */
async function applyOrIsolate(input: ApplyOrderFactsInput): Promise<ApplyOrderFactsResult> {
  try {
    const applied = await inTransactionAgain((tx) => applyBatch(tx, input));
    return { ...applied, failed: [] };
  } catch (error) {
    if (isPassingDatabaseError(error) || error instanceof CatalogNeededError) throw error;
    const [only, ...others] = input.orders;
    if (!only) throw error;
    if (others.length === 0) return { ...nothingApplied, failed: [toProblem(only, error)] };
  }
  const parts: ApplyOrderFactsResult[] = [];
  const half = Math.ceil(input.orders.length / 2);
  for (const orders of [input.orders.slice(0, half), input.orders.slice(half)]) {
    parts.push(await applyOrIsolate({ ...input, orders }));
  }
  return parts.reduce(addUp, { ...nothingApplied, failed: [] });
}

type BatchResult = Omit<ApplyOrderFactsResult, "failed">;

const nothingApplied: BatchResult = { applied: 0, changed: [], stale: 0, posted: 0 };

function addUp(a: ApplyOrderFactsResult, b: ApplyOrderFactsResult): ApplyOrderFactsResult {
  return {
    applied: a.applied + b.applied,
    changed: [...a.changed, ...b.changed],
    stale: a.stale + b.stale,
    posted: a.posted + b.posted,
    failed: [...a.failed, ...b.failed],
  };
}

function toProblem(order: OrderFacts, error: unknown): OrderProblem {
  logger.error({ err: error, orderId: order.orderId }, "an order could not be decided");
  const problem = error instanceof Error ? error.message : String(error);
  return { orderId: order.orderId, problem, cause: error };
}

async function applyBatch(tx: Transaction, input: ApplyOrderFactsInput): Promise<BatchResult> {
  const { storeId, now } = input;
  if (input.batch?.mode === "award" && !(await holdImport(tx, input.storeId, input.batch.importId)))
    return nothingApplied;
  const locked = await lockOrders(tx, storeId, input.orders);
  const rows = takeUp(locked, input.orders, input.batch);
  const fresh = settleFirstOrders(pairFresh(rows, input.orders));
  const programs = await loadOrderPrograms(
    tx,
    storeId,
    fresh.map(({ row }) => row.programVersionId),
  );
  if (input.known) requireCatalog(input.known, programs, fresh);
  const holders = await findHoldersOnOrders(
    tx,
    storeId,
    fresh.map(({ facts }) => facts),
  );
  const customers = [...customersOf(fresh.map(({ row }) => row)), ...holders.map((one) => one.customerId)];
  const balances = await lockOpenBalances(tx, storeId, [...new Set(customers)]);
  const held = await readOrderHeld(
    tx,
    storeId,
    fresh.filter(({ row }) => !row.isNew).map(({ row }) => row.id),
  );
  const settled = await settleHadFirsts(tx, { storeId, published: programs.published }, fresh);
  const decisions = decideAll(settled, { programs, balances, held }, input);
  const transactions = decisions.flatMap(({ decision, facts }) =>
    toTransactions(decision, facts, input.batch),
  );
  const results = await postTransactions(tx, storeId, transactions);
  // Under the order's lock nobody else can have used its next revision: anything but "posted" is a broken promise.
  const refused = results.find((result) => result.status !== "posted");
  if (refused) throw new AppError("internal", `Ledger refused ${refused.key}: ${refused.status}`);
  await saveOrders(
    tx,
    storeId,
    decisions.map(({ decision }) => decision.update),
    now,
    input.batch &&
      markOf(
        input.batch,
        { locked, rows },
        decisions.map(({ decision }) => decision),
        now,
      ),
  );
  await promoteMembers(
    tx,
    storeId,
    awardedCandidates(
      fresh.map(({ row }) => row),
      decisions.map(({ decision }) => decision),
    ),
    now,
  );
  await applyUsedCodes(tx, storeId, {
    holders,
    orders: decisions.map(({ decision, facts }) => ({
      orderId: decision.update.id,
      facts,
      returnsRedeemedPoints: decision.returnsRedeemedPoints,
      keepsRedeemedPoints: decision.keepsRedeemedPoints,
    })),
    balancesOf: (customerId) => lockedBalances(balances, customerId),
    now,
  });
  if (input.batch?.mode === "withdraw") {
    const withdrawn = newlyWithdrawn(
      locked,
      fresh.map(({ row }) => row.id),
    );
    await countWithdrawn(tx, input.storeId, input.batch.importId, withdrawn);
  }
  return {
    applied: fresh.length,
    changed: decisions
      .filter(({ decision }) => decision.postings.length > 0)
      .map(({ facts }) => facts.orderId),
    stale: rows.length - fresh.length,
    posted: transactions.length,
  };
}

/** All that decisions read, under the locks of this transaction. */
type Locked = { programs: OrderPrograms; balances: Map<bigint, Balances>; held: Map<bigint, OrderHoldings> };

const nothingHeld: OrderHoldings = { revision: 0, of: new Map() };

type FreshOrder = { row: LockedOrder; facts: OrderFacts };

/** A fetch older than what was applied knows less than the ledger does. */
function pairFresh(rows: readonly LockedOrder[], orders: readonly OrderFacts[]): FreshOrder[] {
  const factsById = new Map(orders.map((facts) => [facts.orderId, facts]));
  return rows.flatMap((row) => {
    const facts = factsById.get(row.bcOrderId);
    if (!facts || Date.parse(facts.modifiedAt) < row.bcModifiedAt.getTime()) return [];
    return [{ row: withSettledOwner(row, facts), facts: keepKnownRefunds(facts, row.knownRefunds) }];
  });
}

/** Archived orders change nothing, not even hands. */
function withSettledOwner(row: LockedOrder, facts: OrderFacts): LockedOrder {
  return facts.archived && row.holder ? { ...row, owner: row.holder } : row;
}

function customersOf(rows: readonly LockedOrder[]): bigint[] {
  const ids = rows.flatMap((row) => [row.holder?.customerId, row.owner?.customerId]);
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function decideAll(
  fresh: readonly FreshOrder[],
  { programs, balances, held }: Locked,
  { timeZone, now, batch }: ApplyOrderFactsInput,
): { decision: OrderDecision; facts: OrderFacts }[] {
  const balancesOf = (customerId: bigint) => lockedBalances(balances, customerId);
  return fresh.map(({ row, facts }) => {
    const version = programs.of(row.programVersionId);
    const holds = held.get(row.id) ?? nothingHeld;
    const migrated = migratedEarns(facts, batch);
    const decision = decideOrder({
      ...{ row, facts, held: holds, version, timeZone, now, balancesOf },
      ...(migrated === undefined ? {} : { migratedEarns: migrated }),
    });
    for (const [customerId, after] of decision.balances) balances.set(customerId, after);
    return { decision, facts };
  });
}

function lockedBalances(balances: ReadonlyMap<bigint, Balances>, customerId: bigint): Balances {
  const known = balances.get(customerId);
  if (!known) throw new AppError("internal", `Balances of customer ${customerId} are not locked`);
  return known;
}

function toTransactions(
  { update, postings }: OrderDecision,
  facts: OrderFacts,
  batch: ImportBatch | undefined,
): TransactionInput[] {
  return postings.map(({ customerId, plan }) => ({
    key: plan.key,
    type: plan.type,
    customerId,
    entries: plan.entries,
    explanation: explainBatch(plan, batch),
    occurredAt: new Date(plan.type === "order_award" ? facts.createdAt : facts.modifiedAt),
    programVersionId: update.programVersionId,
    orderId: update.id,
  }));
}
