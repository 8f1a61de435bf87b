import type { CustomerFacts } from "@/lib/bigcommerce/map/customer";
import { filterWorthTelling, upsertCustomers } from "@/lib/db/customers";
import type { Transaction } from "@/lib/db/transaction";
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
