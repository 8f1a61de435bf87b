import { systemClock } from "@/lib/clock";
import { findPublishedVersion } from "@/lib/db/dashboard/find-programs";
import { findStore } from "@/lib/db/stores";
import { AppError } from "@/lib/errors";
import { readProgram } from "@/lib/schemas/program";
import { starterRewards } from "@/lib/schemas/program/starter-rewards";
import { publishProgram } from "@/lib/services/program/publish-program";

/**
 * Publishes the present program with the rewards to begin with.
 * @throws AppError `conflict` when it has rewards already, or another version was published at the same moment
 */
export async function publishStarterRewards(
  { storeId, authorId }: { storeId: bigint; authorId: bigint },
  clock = systemClock,
): Promise<{ number: number }> {
  const version = await findPublishedVersion(storeId);
  const store = await findStore(storeId);
  if (!version || !store)
    throw new AppError("not_found", "The store has no program yet: set-up is still under way.");
  const program = readProgram(version.document);
  if (program.rewards.length > 0) throw new AppError("conflict", "The program has rewards already.");
  const rewards = starterRewards(store.currency, program.earning.orders.rate);
  const { number } = await publishProgram({
    storeId,
    document: { ...program, rewards },
    note: "Rewards to begin with.",
    authorId,
    basedOn: version.number,
    now: clock.now(),
  });
  return { number };
}
