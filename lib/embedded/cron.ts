import { CronExpressionParser } from "cron-parser";

/**
 * When a cron fires next after `after`. Inngest's form: five fields (a sixth in front for seconds), optionally
 * led by `TZ=Europe/Paris `; UTC otherwise.
 * @throws Error when it cannot be read
 */
export function nextCron(expression: string, after: Date): Date {
  const [, zone, fields] = /^(?:TZ=(\S+)\s+)?(.+)$/.exec(expression.trim()) ?? [];
  return CronExpressionParser.parse(fields ?? expression, { currentDate: after, tz: zone ?? "UTC" })
    .next()
    .toDate();
}
