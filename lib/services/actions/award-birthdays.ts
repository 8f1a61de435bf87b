import { listBirthdays } from "@/lib/db/actions/birthdays";
import { findThroughDay, finishDay } from "@/lib/db/daily-jobs";
import { birthdayRefusal, birthdaysOn } from "@/lib/loyalty/actions/birthday";
import { addDays, daysBetween } from "@/lib/loyalty/local-day";
import { awardActivity } from "@/lib/services/actions/award-activity";
import { loadActions } from "@/lib/services/actions/load-actions";

export type AwardBirthdaysInput = { storeId: bigint; day: string; now: Date };

const customersPerPage = 500;
/** After a longer outage older birthdays are let go. */
const daysMax = 7;

/** Pays the birthdays of a local day that has begun, and of the days an outage left out. Safe to repeat. */
export async function awardBirthdays({
  storeId,
  day,
  now,
}: AwardBirthdaysInput): Promise<{ awarded: number }> {
  const through = (await findThroughDay(storeId, "birthdays")) ?? addDays(day, -1);
  const missed = Math.min(daysMax, Math.max(1, daysBetween(through, day)));
  let awarded = 0;
  for (let ago = missed - 1; ago >= 0; ago -= 1) {
    awarded += await awardDay({ storeId, day: addDays(day, -ago), now });
  }
  await finishDay(storeId, "birthdays", day);
  return { awarded };
}

async function awardDay({ storeId, day, now }: AwardBirthdaysInput): Promise<number> {
  const { actions, ...program } = await loadActions(storeId, "birthday");
  let awarded = 0;
  for (const action of actions) {
    for (let afterId: bigint | null = 0n; afterId !== null; ) {
      const page: Awaited<ReturnType<typeof listBirthdays>> = await listBirthdays(storeId, {
        birthdays: birthdaysOn(day),
        afterId,
        limit: customersPerPage,
      });
      for (const { id: customerId, setAt } of page) {
        const result = await awardActivity({
          storeId,
          customerId,
          action,
          distinctId: `${customerId}/${day.slice(0, 4)}`,
          refusal: birthdayRefusal(day, setAt, program.timeZone),
          now,
          ...program,
        });
        if (result.kind === "recorded" && result.activity.outcome === "awarded") awarded += 1;
      }
      afterId = page.length === customersPerPage ? (page.at(-1)?.id ?? null) : null;
    }
  }
  return awarded;
}
