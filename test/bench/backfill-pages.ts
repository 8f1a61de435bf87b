import { closeDatabase } from "@/lib/db/client";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { startBackfill } from "@/lib/services/backfill/start-backfill";

/**
 * Runs an import of past orders as the job engine does, in a process of its own because the environment is read once.
 * Arguments: store id, first day. Prints the seconds that all but the first thousand orders took.
 */
const [store = "0", since = "2020-01-01"] = process.argv.slice(2);
const storeId = BigInt(store);
const { importId } = await startBackfill({ storeId, since: new Date(since), now: new Date() });
// Connections, statements and compiled code are there after some pages; then the clock runs.
await importPastOrders({ storeId, importId, pagesMax: 4 }, () => new Date());
const startedAt = performance.now();
while (!(await importPastOrders({ storeId, importId, pagesMax: 20 }, () => new Date())).isDone);
console.log((performance.now() - startedAt) / 1000);
await closeDatabase();
