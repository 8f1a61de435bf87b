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

/**
 * Writes down what is about to be done; null while another change of the same customer is under way, or when this one
 * was given up.
 */
export function planCredit(storeId: bigint, plan: PlannedCredit): Promise<StoreCreditChange | null> {
  return insertChange({ ...plan, storeId });
}

/** Writes down that a redemption's change will never be planned; false when it has been meanwhile. */
export async function forgoCredit(
  storeId: bigint,
  { redemptionId, bcCustomerId, amount, at }: ForgoneCredit,
): Promise<boolean> {
  const never = { state: "undone", before: "0", after: "0", plannedAt: at, settledAt: at } as const;
  return (await insertChange({ storeId, redemptionId, bcCustomerId, amount, ...never })) !== null;
}

type ForgoneCredit = Pick<PlannedCredit, "redemptionId" | "bcCustomerId" | "amount"> & { at: Date };

async function insertChange(
  data: Prisma.StoreCreditChangeUncheckedCreateInput,
): Promise<StoreCreditChange | null> {
  try {
    return await db().storeCreditChange.create({ data });
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
