import { CircleCheck, Clock, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { AppLink } from "@/components/shell/app-link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Relative } from "@/components/ui/instant";
import { formatNumber } from "@/lib/format/format-points";
import type { Overview } from "@/lib/schemas/admin/overview";

/** Whether the ledger is in step with BigCommerce. Drift should read 0. */
export function SyncHealth({ sync }: { sync: Overview["sync"] }) {
  const { icon: Icon, tone, words } = judge(sync);
  return (
    <Card aria-labelledby="sync-health">
      <CardHeader id="sync-health" title="Sync health" />
      <CardBody>
        <p className="flex items-start gap-2.5">
          <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${tone}`} />
          <span>{words}</span>
        </p>
        <dl className="mt-4 divide-y divide-hairline border-hairline border-t">
          <Fact label="Drift today" alarming={sync.driftedToday > 0}>
            {formatNumber(sync.driftedToday)} of {formatNumber(sync.sweptToday)} compared
          </Fact>
          <Fact label="Last sweep">{sync.lastSweepAt ? <Relative at={sync.lastSweepAt} /> : "not yet"}</Fact>
          <Fact label="Webhooks waiting">{capped(sync.inboxPending)}</Fact>
          <Fact label="Webhooks failed" alarming={sync.inboxFailed > 0}>
            {sync.inboxFailed > 0 ? (
              <AppLink href="/dashboard/activity?tab=inbox&status=failed" className="underline">
                {capped(sync.inboxFailed)}
              </AppLink>
            ) : (
              "0"
            )}
          </Fact>
        </dl>
        <AppLink
          href="/dashboard/proof"
          className="mt-3 inline-block text-primary-50 text-sm hover:underline"
        >
          Prove that every point adds up
        </AppLink>
      </CardBody>
    </Card>
  );
}

function judge(sync: Overview["sync"]): { icon: LucideIcon; tone: string; words: string } {
  const alarm = { icon: TriangleAlert, tone: "text-warning-70" };
  if (sync.inboxFailed > 0) return { ...alarm, words: "Some webhooks could not be handled. Retry them." };
  if (sync.driftedToday > 0) {
    return { ...alarm, words: "Today’s sweep found points out of step, and put them right." };
  }
  if (!sync.lastSweepAt) {
    return { icon: Clock, tone: "text-muted", words: "Not compared with BigCommerce yet." };
  }
  return { icon: CircleCheck, tone: "text-success-50", words: "In step with BigCommerce." };
}

function Fact({ label, alarming, children }: { label: string; alarming?: boolean; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-2.5">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className={`tabular text-right font-medium text-sm ${alarming ? "text-danger-60" : ""}`}>
        {children}
      </dd>
    </div>
  );
}

const capped = (count: number) => (count >= 1000 ? "1,000+" : formatNumber(count));
