import type { Redemption } from "@/lib/db/redemptions/redemption-row";

/** So long after it was noted a create is given up here at the latest, its turn at the store and all answers included. */
export const createDeadlineMs = 30_000;
/** So long after it was noted it has landed or is lost: as much time again on the wire and inside BigCommerce. */
export const quietMs = 60_000;

type Creates = Pick<Redemption, "createsUnderWay" | "createTriedAt">;
type Asked = Creates & Pick<Redemption, "bcPromotionId">;

/** Whether a code may still come into being: a create was sent, got no certain answer, and may not have landed yet. */
export function areCreatesUnderWay({ createsUnderWay, createTriedAt }: Creates, now: Date): boolean {
  return createsUnderWay > 0 && createTriedAt !== null && now.getTime() - createTriedAt.getTime() < quietMs;
}

/** Whether nothing was sent, answered or to be sent elsewhere in between: then a look-up in between says how things are. */
export function areSameCreates(some: Asked, others: Asked): boolean {
  return (
    some.bcPromotionId === others.bcPromotionId &&
    some.createsUnderWay === others.createsUnderWay &&
    some.createTriedAt?.getTime() === others.createTriedAt?.getTime()
  );
}
