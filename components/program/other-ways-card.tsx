"use client";

import { Sparkles } from "lucide-react";
import { actionName, actionSource, limitWords } from "@/components/program/action-words";
import { ReportSample } from "@/components/program/report-sample";
import { useSession } from "@/components/session/use-session";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/states";
import { formatPoints } from "@/lib/format/format-points";
import { type EarningAction, isReportedKind } from "@/lib/loyalty/actions/action-limit";
import type { Program } from "@/lib/schemas/program";

/** What the published program pays for beside orders. It is changed on the server, and says so. */
export function OtherWaysCard({ program }: { program: Program }) {
  const { actions } = program.earning;
  return (
    <Card aria-labelledby="other-ways">
      <CardHeader
        id="other-ways"
        title="Other ways to earn"
        description="What customers earn for beside orders, as published."
      />
      <div className="border-hairline border-t">
        {actions.length === 0 ? (
          <EmptyState icon={Sparkles} title="Only orders earn">
            Signing up, birthdays, the newsletter, reviews and activities of your own can earn too.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-hairline">
            {actions.map((action) => (
              <Way key={action.key} action={action} label={program.points.name} />
            ))}
          </ul>
        )}
      </div>
      <HowToChange />
    </Card>
  );
}

function Way({ action, label }: { action: EarningAction; label: Program["points"]["name"] }) {
  return (
    <li className="px-5 py-3.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5">
        <p className="min-w-0 font-medium [overflow-wrap:anywhere]">{actionName(action)}</p>
        <p className="tabular">
          {formatPoints(action.points, label)}, {limitWords(action)}
        </p>
      </div>
      <p className="text-muted text-sm">{actionSource(action)}</p>
      {isReportedKind(action.kind) ? <ReportSample token={action.key} name={actionName(action)} /> : null}
    </li>
  );
}

function HowToChange() {
  const hash = useSession()?.storeHash ?? "";
  return (
    <div className="border-hairline border-t px-5 py-4 text-muted text-sm">
      <p>
        They cannot be changed on this page yet. Whoever runs Laurel changes <code>earning.actions</code> in
        the program and publishes it:
      </p>
      <pre className="mt-2 whitespace-pre-wrap rounded-normal bg-secondary-10 p-3 font-mono text-ink text-xs [overflow-wrap:anywhere]">
        {`npm run --silent program -- --store ${hash} --print > program.json\nnpm run program -- --store ${hash} --file program.json`}
      </pre>
    </div>
  );
}
