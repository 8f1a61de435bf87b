import { findCustomerById } from "@/lib/db/customers";
import { claimOrders } from "@/lib/db/orders/claim-orders";
import { noteOutcome } from "@/lib/services/orders/note-outcome";
import { syncOrders } from "@/lib/services/orders/sync-orders";
import { getProgram } from "@/lib/services/program/get-program";

const dayMs = 86_400_000;
const nothingClaimed = { claimed: 0, posted: 0 };

export type ClaimGuestOrdersInput = { storeId: bigint; customerId: bigint; now: Date };

/**
 * Gives a customer the guest orders placed with the same e-mail within the program's claim window, and the points
 * they earn; whoever was merged away claims for the heir. BigCommerce vouches for the e-mail: the customer registered
 * or logged in with it. An order that cannot be read or decided is left as failed work. Safe to repeat.
 */
export async function claimGuestOrders(
  input: ClaimGuestOrdersInput,
): Promise<{ claimed: number; posted: number }> {
  const { storeId, customerId, now } = input;
  const customer = await findCustomerById(storeId, customerId);
  if (!customer || customer.email === "") return nothingClaimed;
  const { mergedIntoId } = customer;
  const heir = mergedIntoId === null ? customer : await findCustomerById(storeId, mergedIntoId);
  if (heir?.state === "disabled") return nothingClaimed;
  const published = await getProgram(storeId);
  if (!published) return nothingClaimed;
  const { claimDays } = published.program.earning.guests;
  const placedSince = new Date(now.getTime() - claimDays * dayMs);
  const orderIds = await claimOrders(storeId, { customerId, email: customer.email, placedSince });
  if (orderIds.length === 0) return nothingClaimed;
  const result = await syncOrders({ storeId, orderIds, now });
  const withRefunds = new Set<number>();
  await noteOutcome(storeId, { orderIds, result, withRefunds, scope: "store/order/updated", now });
  return { claimed: orderIds.length, posted: result.posted };
}
