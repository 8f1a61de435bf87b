import { saveDateOfBirth } from "@/lib/db/actions/birthdays";
import { AppError } from "@/lib/errors";
import { monthDay, parseDateOfBirth } from "@/lib/loyalty/actions/birthday";
import { localDay } from "@/lib/loyalty/local-day";

export type SetDateOfBirthInput = {
  storeId: bigint;
  customerId: bigint;
  /** `YYYY-MM-DD`; year 1004 when the year is not told. */
  dateOfBirth: string;
  now: Date;
};

/**
 * Stores when a customer was born, as the shopper or staff say. Another day or month counts as entered now.
 * @throws AppError `validation_failed` for a date that cannot be, `not_found` for an unknown customer
 */
export async function setDateOfBirth(input: SetDateOfBirthInput): Promise<void> {
  const { storeId, customerId, dateOfBirth, now } = input;
  const day = parseDateOfBirth(dateOfBirth, localDay(now, "UTC"));
  if (!day) {
    const fields = { date_of_birth: ["must be a date of the past, YYYY-MM-DD"] };
    throw new AppError("validation_failed", "Nobody was born on that day.", { fields });
  }
  const isSaved = await saveDateOfBirth(storeId, { customerId, day, birthday: monthDay(day), at: now });
  if (!isSaved) throw new AppError("not_found", "There is no such customer.");
}
