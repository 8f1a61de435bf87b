import { ArrowRight, Check, CircleAlert, LoaderCircle } from "lucide-react";
import { type ChecklistStep, checklistSteps } from "@/components/overview/checklist-steps";
import { AppLink } from "@/components/shell/app-link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { ProgressBar } from "@/components/ui/progress";
import type { Overview } from "@/lib/schemas/admin/overview";

/** Gone once everything is done: it has nothing more to say. */
export function Checklist({ checklist }: { checklist: Overview["checklist"] }) {
  const steps = checklistSteps(checklist);
  const done = steps.filter((step) => step.state === "done").length;
  if (done === steps.length) return null;
  return (
    <Card aria-labelledby="get-started" className="overflow-hidden">
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3 px-5 pt-4 pb-4">
        <h2 id="get-started" className="font-semibold text-lg tracking-[-0.006em]">
          Get started
        </h2>
        <div className="flex items-center gap-3 text-muted text-sm">
          <span className="tabular">
            {done} of {steps.length} done
          </span>
          <div className="w-28">
            <ProgressBar label="Set-up steps done" done={done} total={steps.length} />
          </div>
        </div>
      </div>
      <ol className="grid border-hairline border-t tablet:grid-cols-2 frame:grid-cols-4">
        {steps.map((step) => (
          <Step key={step.key} step={step} customerImport={checklist.customerImport} />
        ))}
      </ol>
    </Card>
  );
}

type StepProps = { step: ChecklistStep; customerImport: Overview["checklist"]["customerImport"] };

function Step({ step, customerImport }: StepProps) {
  return (
    <li className="flex gap-3 border-hairline border-b px-5 py-4 last:border-b-0 tablet:odd:border-r frame:border-r frame:border-b-0 frame:last:border-r-0">
      <StepIcon state={step.state} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {step.title}
          <span className="sr-only">: {stateWords[step.state]}</span>
        </p>
        <p className="mt-0.5 text-muted text-sm [overflow-wrap:anywhere]">{step.detail}</p>
        {step.key === "customers" && step.state === "busy" && customerImport ? (
          <div className="mt-2.5">
            <ProgressBar
              label="Customers brought in"
              done={customerImport.done}
              total={customerImport.total}
            />
          </div>
        ) : null}
        <StepAction step={step} />
      </div>
    </li>
  );
}

function StepAction({ step }: { step: ChecklistStep }) {
  if (step.key === "rule" && step.state === "open") {
    return <StepLink href="/dashboard/program">Review the rule</StepLink>;
  }
  if (step.key === "connected" && step.state === "failed") {
    return <StepLink href="/dashboard/settings">Open settings to repair</StepLink>;
  }
  if (step.key === "customers" && step.state === "failed") {
    return <StepLink href="/dashboard/settings">Resume</StepLink>;
  }
  return null;
}

function StepLink({ href, children }: { href: string; children: string }) {
  return (
    <Button asChild size="small" variant="subtle" className="-ml-3 mt-1">
      <AppLink href={href}>
        {children}
        <ArrowRight aria-hidden />
      </AppLink>
    </Button>
  );
}

const stateWords = { done: "done", busy: "in progress", failed: "failed", open: "to do" } as const;

function StepIcon({ state }: { state: ChecklistStep["state"] }) {
  const shape = "mt-0.5 grid size-5 shrink-0 place-items-center rounded-full";
  if (state === "failed")
    return <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-danger-50" />;
  if (state === "busy") {
    return <LoaderCircle aria-hidden className="mt-0.5 size-5 shrink-0 animate-spin text-primary-40" />;
  }
  return (
    <span
      aria-hidden
      className={cn(shape, state === "done" ? "bg-success-50 text-white" : "border-2 border-secondary-40")}
    >
      {state === "done" ? <Check className="size-3" strokeWidth={3.5} /> : null}
    </span>
  );
}
