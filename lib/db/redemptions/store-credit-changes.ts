import { db } from "@/lib/db/client";
import { Prisma, type StoreCreditChange } from "@/lib/db/generated/client";

export type { StoreCreditChange };

export type PlannedCredit = Pick<
  StoreCreditChange,
  "redemptionId" | "bcCustomerId" | "amount" | "before" | "after" | "plannedAt"
>;

export function findCreditChange(storeId: bigint, redemptionId: bigint): Promise<StoreCreditChange | null> {
  return db().storeCreditChange.findFirst({ where: { storeId, redemptionId } });
}

/** Writes down what is about to be done; null while another change of the same customer is under way. */
export async function planCredit(storeId: bigint, plan: PlannedCredit): Promise<StoreCreditChange | null> {
  try {
    return await db().storeCreditChange.create({ data: { ...plan, storeId } });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return null;
    throw error;
  }
}

/** Changes a planned row if it still is as it was seen; false when another worker was faster. */
export async function changePlannedCredit(
  seen: StoreCreditChange,
  change: Partial<
    Pick<
      StoreCreditChange,
      "before" | "after" | "plannedAt" | "sentAt" | "state" | "settledAt" | "settledById" | "settledNote"
    >
  >,
): Promise<boolean> {
  const { id, storeId, before, plannedAt, sentAt } = seen;
  const { count } = await db().storeCreditChange.updateMany({
    where: { id, storeId, state: "planned", before, plannedAt, sentAt },
    data: change,
  });
  return count > 0;
}
