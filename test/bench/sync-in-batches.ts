import { closeDatabase } from "@/lib/db/client";
import { syncOrders } from "@/lib/services/orders/sync-orders";

/**
 * Runs the order sync as the job engine does, in a process of its own because the environment is read once. Arguments:
 * store id, batch size, order ids. Prints how many orders' points changed.
 */
const [storeId = "0", batchSize = "1", ids = ""] = process.argv.slice(2);
const orderIds = ids.split(",").map(Number);
let awarded = 0;
for (let start = 0; start < orderIds.length; start += Number(batchSize)) {
  const batch = orderIds.slice(start, start + Number(batchSize));
  const result = await syncOrders({ storeId: BigInt(storeId), orderIds: batch, now: new Date() });
  if (result.failed.length > 0) throw new Error(JSON.stringify(result.failed[0]));
  awarded += result.changed.length;
}
await closeDatabase();
console.log(awarded);
