import { CircleAlert, CircleCheck, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Absolute } from "@/components/ui/instant";
import { ProgressBar } from "@/components/ui/progress";
import { EmptyState } from "@/components/ui/states";
import { formatNumber } from "@/lib/format/format-points";
import type { FinishedProof, ProofResponse } from "@/lib/schemas/admin/proof";

/** The last result, large, and how far the check that runs is. */
export function ResultCard({ proof: { last, open } }: { proof: ProofResponse }) {
  return (
    <Card aria-label="Result">
      <div aria-live="polite">
        {last ? (
          <Result last={last} />
        ) : (
          <EmptyState icon={ShieldCheck} title={open ? "The first check is under way" : "Not checked yet"}>
            The first check runs tonight. “Check now” does it at once; nothing is changed by it.
          </EmptyState>
        )}
      </div>
      {open ? <Progress open={open} /> : null}
    </Card>
  );
}

function Result({ last }: { last: FinishedProof }) {
  if (last.status === "failed") {
    return (
      <Banner tone="danger" figure="Check not finished">
        <p className="[overflow-wrap:anywhere]">{last.error ?? "It stopped."}</p>
        <p className="text-muted">
          This says nothing about your points. Last tried <Absolute at={last.finishedAt} />.
        </p>
      </Banner>
    );
  }
  const { differenceCount: count, transactions } = last;
  return (
    <Banner
      tone={count === 0 ? "success" : "danger"}
      figure={`${formatNumber(count)} ${count === 1 ? "difference" : "differences"}`}
    >
      <p>
        {count === 0
          ? `All ${formatNumber(transactions)} points transactions add up.`
          : `Among ${formatNumber(transactions)} points transactions. The rows below differ; nothing was changed.`}
      </p>
      <p className="text-muted">
        Checked <Absolute at={last.finishedAt} />
        {last.triggeredBy === "schedule" ? ", by the nightly check" : ", when asked"}.
      </p>
    </Banner>
  );
}

type BannerProps = { tone: "success" | "danger"; figure: string; children: ReactNode };

function Banner({ tone, figure, children }: BannerProps) {
  const Icon = tone === "success" ? CircleCheck : CircleAlert;
  const colours = tone === "success" ? "bg-success-10 text-success-50" : "bg-danger-10 text-danger-50";
  return (
    <div className="flex flex-col items-start gap-4 px-5 py-7 tablet:flex-row tablet:items-center tablet:gap-6 tablet:px-7">
      <span className={`grid size-14 shrink-0 place-items-center rounded-full ${colours}`}>
        <Icon aria-hidden className="size-7" />
      </span>
      <div className="min-w-0">
        <p
          className={`tabular font-semibold text-3xl tracking-[-0.022em] ${tone === "danger" ? "text-danger-60" : ""}`}
        >
          {figure}
        </p>
        <div className="mt-1.5 flex flex-col gap-0.5">{children}</div>
      </div>
    </div>
  );
}

function Progress({ open }: { open: NonNullable<ProofResponse["open"]> }) {
  const { status, checksDone, checks } = open;
  return (
    <div className="border-hairline border-t px-5 py-4 tablet:px-7">
      <ProgressBar label="Checks done" done={checksDone} total={status === "queued" ? null : checks} />
      <p className="tabular mt-2 text-muted text-sm">
        {status === "queued" ? "Queued: it starts in a moment." : `${checksDone} of ${checks} checks done`}
      </p>
    </div>
  );
}
