import { db, pool } from "@/lib/db/client";

export type DailyJobName = "expiry" | "birthdays";

const isWanted: Record<DailyJobName, string> = {
  expiry: `coalesce(v.document->'expiry'->>'mode', 'none') <> 'none'`,
  birthdays: `v.document @> '{"earning": {"actions": [{"kind": "birthday"}]}}'`,
};

/** `throughDay`: the last local day that is finished; null before the first. */
export type DailyJobStore = { storeId: bigint; timeZone: string; throughDay: string | null };

/** Installed stores whose published program wants this job. */
export async function findDailyJobStores(job: DailyJobName): Promise<DailyJobStore[]> {
  const { rows } = await pool().query(
    `SELECT s.id, s.time_zone, j.through_day FROM stores s
       JOIN program_versions v ON v.store_id = s.id AND v.status = 'published'
       LEFT JOIN daily_jobs j ON j.store_id = s.id AND j.job = $1
      WHERE s.status = 'installed' AND ${isWanted[job]} ORDER BY s.id`,
    [job],
  );
  return rows.map((row) => ({
    storeId: BigInt(row.id),
    timeZone: row.time_zone,
    throughDay: row.through_day,
  }));
}

/** The last local day that is finished, `YYYY-MM-DD`; null before the first. */
export async function findThroughDay(storeId: bigint, job: DailyJobName): Promise<string | null> {
  const row = await db().dailyJob.findUnique({ where: { storeId_job: { storeId, job } } });
  return row ? row.throughDay.toISOString().slice(0, 10) : null;
}

/** Marks a local day as finished; never moves backwards. */
export async function finishDay(storeId: bigint, job: DailyJobName, day: string): Promise<void> {
  await pool().query(
    `INSERT INTO daily_jobs (store_id, job, through_day) VALUES ($1, $2, $3::date)
     ON CONFLICT (store_id, job) DO UPDATE SET through_day = greatest(daily_jobs.through_day, excluded.through_day)`,
    [storeId, job, day],
  );
}
