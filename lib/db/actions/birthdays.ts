import { db } from "@/lib/db/client";

export type BirthdayRow = { id: bigint; setAt: Date };

/** Customers with one of these birthdays (month × 100 + day), in pages by id. */
export async function listBirthdays(
  storeId: bigint,
  { birthdays, afterId, limit }: { birthdays: readonly number[]; afterId: bigint; limit: number },
): Promise<BirthdayRow[]> {
  const rows = await db().customer.findMany({
    where: {
      storeId,
      birthday: { in: [...birthdays] },
      id: { gt: afterId },
      mergedIntoId: null,
      deletedAt: null,
    },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true, birthdaySetAt: true },
  });
  return rows.map(({ id, birthdaySetAt }) => ({ id, setAt: birthdaySetAt ?? new Date() }));
}

/** Keeps when the birthday was first entered as long as its day and month stay. @returns whether there is such a customer */
export async function saveDateOfBirth(
  storeId: bigint,
  { customerId, day, birthday, at }: { customerId: bigint; day: string; birthday: number; at: Date },
): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE customers SET date_of_birth = ${day}::date,
           birthday_set_at = CASE WHEN birthday = ${birthday}::int THEN birthday_set_at ELSE ${at}::timestamptz END,
           birthday = ${birthday}::int, updated_at = ${at}::timestamptz
     WHERE store_id = ${storeId} AND id = ${customerId} AND merged_into_id IS NULL`;
  return count > 0;
}
