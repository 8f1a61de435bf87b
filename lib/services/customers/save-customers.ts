import type { CustomerProblem } from "@/lib/bigcommerce/customers";
import type { CustomerFacts } from "@/lib/bigcommerce/map/customer";
import { filterWorthTelling, upsertCustomers } from "@/lib/db/customers";
import { isDataError, isPassingDatabaseError, isStatementError } from "@/lib/db/passing-error";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { logger } from "@/lib/logger";
import { recordEffects } from "@/lib/services/runs/record-effects";

type SaveCustomersInput = { storeId: bigint; customers: CustomerFacts[]; isCopy: boolean };

/**
 * Writes customers and records `customer/identified` for new ones, so that their guest orders can be claimed. In a
 * copy of all customers only those who have such orders or have just registered are told, or a large store would send a million events;
 * a customer who has just signed up may be ahead of the order, and is always told.
 */
export async function saveCustomers(tx: Transaction, input: SaveCustomersInput): Promise<void> {
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
 * @throws what says nothing of a customer: what may pass, what the database refuses whatever the data, what befell all
 * of several. Nobody may be passed by for that.
 */
export async function saveCustomersOrIsolate(input: SaveCustomersInput): Promise<CustomerProblem[]> {
  const { customers } = input;
  try {
    await inTransaction((tx) => saveCustomers(tx, input));
    return [];
  } catch (error) {
    if (isPassingDatabaseError(error) || isStatementError(error)) throw error;
    const [only, ...others] = customers;
    if (!only) throw error;
    if (others.length === 0) {
      const { customerId } = only;
      logger.error({ err: error, customerId }, "a customer could not be stored");
      return [{ customerId, problem: "The database refused the description." }];
    }
    const problems: CustomerProblem[] = [];
    for (const customer of customers) {
      problems.push(...(await saveCustomersOrIsolate({ ...input, customers: [customer] })));
    }
    if (problems.length === customers.length && !isDataError(error)) throw error;
    return problems;
  }
}

/** Customers that are passed by until they change at BigCommerce, or an order of theirs asks for them. */
export function warnOfUnreadable(storeId: bigint, unreadable: readonly CustomerProblem[]): void {
  if (unreadable.length === 0) return;
  const customers = unreadable.map(({ customerId }) => customerId);
  logger.warn({ storeId: String(storeId), customers }, "customers could not be read");
}
