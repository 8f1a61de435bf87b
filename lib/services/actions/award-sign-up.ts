import { findCustomerById } from "@/lib/db/customers";
import { findStore } from "@/lib/db/stores";
import { awardActivity } from "@/lib/services/actions/award-activity";
import { loadActions } from "@/lib/services/actions/load-actions";
import { syncCustomers } from "@/lib/services/customers/sync-customers";

export type AwardSignUpInput = { storeId: bigint; customerId: bigint; now: Date };

/**
 * Pays somebody who registered while Laurel was installed; customers the store had before are not new, however late
 * we hear of them. Safe to repeat.
 */
export async function awardSignUp({
  storeId,
  customerId,
  now,
}: AwardSignUpInput): Promise<{ awarded: boolean }> {
  const { actions, ...program } = await loadActions(storeId, "sign_up");
  if (actions.length === 0 || !(await isNew(storeId, customerId, now))) return { awarded: false };
  let awarded = false;
  for (const action of actions) {
    const distinctId = `customer/${customerId}`;
    const result = await awardActivity({ storeId, customerId, action, distinctId, now, ...program });
    awarded ||= result.kind === "recorded" && result.activity.outcome === "awarded";
  }
  return { awarded };
}

/** Who came by logging in has no date of registration yet: BigCommerce is asked. */
async function isNew(storeId: bigint, customerId: bigint, now: Date): Promise<boolean> {
  const store = await findStore(storeId);
  let customer = await findCustomerById(storeId, customerId);
  if (customer && customer.bcCreatedAt === null && customer.bcCustomerId !== null) {
    await syncCustomers({ storeId, bcCustomerIds: [Number(customer.bcCustomerId)] }, now);
    customer = await findCustomerById(storeId, customerId);
  }
  return store !== null && customer?.bcCreatedAt != null && customer.bcCreatedAt >= store.installedAt;
}
