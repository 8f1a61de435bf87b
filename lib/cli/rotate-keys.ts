import { runWithDatabase } from "@/lib/cli/run-with-database";
import { closeDatabase } from "@/lib/db/client";
import { rotateKeys } from "@/lib/services/stores/rotate-keys";

/**
 * `npm run keys:rotate`: after a new key was put in front of `ENCRYPTION_KEY` and the app restarted, seals all stored
 * secrets with it. When it reports nothing unreadable, the old key may be dropped.
 */
await runWithDatabase(async () => {
  try {
    const { rotated, current, unreadable } = await rotateKeys();
    console.log(`${rotated} sealed anew, ${current} already current, ${unreadable.length} unreadable.`);
    if (unreadable.length === 0) return;
    console.error(`No key in ENCRYPTION_KEY opens the secrets of: ${unreadable.join(", ")}.`);
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
});
