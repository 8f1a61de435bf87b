import { parseArgs } from "node:util";
import { requireStore } from "@/lib/cli/require-store";
import { runWithDatabase } from "@/lib/cli/run-with-database";
import { closeDatabase } from "@/lib/db/client";
import { rotateWebhookSecret } from "@/lib/services/stores/rotate-webhook-secret";

/** `npm run webhooks:rotate -- --store <hash>`: a new secret for a store's webhooks; the old one opens for a week more. */
await runWithDatabase(async () => {
  const { values } = parseArgs({ options: { store: { type: "string" } } });
  try {
    const store = await requireStore(values.store);
    await rotateWebhookSecret(store.hash, new Date());
    console.log("A new secret is stored; the webhooks at BigCommerce get it from the running app.");
  } finally {
    await closeDatabase();
  }
});
