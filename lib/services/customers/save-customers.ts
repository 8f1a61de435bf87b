import type { CustomerProblem } from "@/lib/bigcommerce/customers";
import type { CustomerFacts } from "@/lib/bigcommerce/map/customer";
import { filterWorthTelling, upsertCustomers } from "@/lib/db/customers";
import { isPassingDatabaseError } from "@/lib/db/passing-error";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { logger } from "@/lib/logger";
import { recordEffects } from "@/lib/services/runs/record-effects";

/**
 * Writes customers and records `customer/identified` for new ones, so that their guest orders can be claimed. In a
 * copy of all customers only those who have such orders or have just registered are told, or a large store would send a million events;
 * a customer who has just signed up may be ahead of the order, and is always told.
 */
export async function saveCustomers(
  tx: Transaction,
  input: { storeId: bigint; customers: CustomerFacts[]; isCopy: boolean },
): Promise<void> {
  const { storeId, customers, isCopy } = input;
  const fresh = await upsertCustomers(tx, storeId, customers);
  const identified = isCopy ? await filterWorthTelling(tx, storeId, fresh) : fresh;
  await recordEffects(
    tx,
    storeId,
    identified.map((customerId) => ({
      key: `customer-identified/${customerId}`,
      event: {
        name: "customer/identified",
        data: { storeId: String(storeId), customerId: String(customerId) },
      },
    })),
  );
}

/**
 * Writes customers in one transaction, or, when one of them cannot be written, each in their own: that one must not
 * hold up the others. @returns those who could not be written
 */
export async function saveCustomersOrIsolate(
  storeId: bigint,
  customers: CustomerFacts[],
): Promise<CustomerProblem[]> {
  try {
    await inTransaction((tx) => saveCustomers(tx, { storeId, customers, isCopy: false }));
    return [];
  } catch (error) {
    if (isPassingDatabaseError(error)) throw error;
    const [only, ...others] = customers;
    if (!only) throw error;
    if (others.length === 0) {
      const { customerId } = only;
      logger.error({ err: error, customerId }, "a customer could not be stored");
      return [{ customerId, problem: "The database refused the description." }];
    }
  }
  const problems: CustomerProblem[] = [];
  for (const customer of customers) problems.push(...(await saveCustomersOrIsolate(storeId, [customer])));
  return problems;
}

/** Customers that are passed by: the next webhook or sweep about them tries again. */
export function warnOfUnreadable(storeId: bigint, unreadable: readonly CustomerProblem[]): void {
  if (unreadable.length === 0) return;
  const customers = unreadable.map(({ customerId }) => customerId);
  logger.warn({ storeId: String(storeId), customers }, "customers could not be read");
}
