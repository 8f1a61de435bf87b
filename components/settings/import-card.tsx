"use client";

import { Play } from "lucide-react";
import { useRepair } from "@/components/settings/use-repair";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Absolute } from "@/components/ui/instant";
import { ProgressBar } from "@/components/ui/progress";
import { formatNumber } from "@/lib/format/format-points";
import type { ImportProgress } from "@/lib/schemas/admin/overview";

/** The copy of customers: how far it is, and how to go on when it stopped. */
export function ImportCard({ customerImport }: { customerImport: ImportProgress | null }) {
  return (
    <Card aria-labelledby="import">
      <CardHeader id="import" title="Customer import" />
      <CardBody>
        {customerImport ? (
          <Progress customerImport={customerImport} />
        ) : (
          <p className="text-muted">Starts by itself once the store is connected.</p>
        )}
      </CardBody>
    </Card>
  );
}

function Progress({ customerImport }: { customerImport: ImportProgress }) {
  const resume = useRepair("/settings/resume-import", "Import goes on");
  const { status, done, total, error, finishedAt } = customerImport;
  if (status === "done") {
    return (
      <p>
        {formatNumber(done)} customers brought in
        {finishedAt ? (
          <span className="text-muted">
            {" "}
            · <Absolute at={finishedAt} />
          </span>
        ) : null}
      </p>
    );
  }
  return (
    <>
      <ProgressBar label="Customers brought in" done={done} total={total} />
      <p className="tabular mt-2 text-sm" aria-live="polite">
        {formatNumber(done)}
        {total === null ? "" : ` of ${formatNumber(total)}`} customers
      </p>
      {status === "failed" ? (
        <>
          <p className="mt-2 text-danger-60 text-sm [overflow-wrap:anywhere]">
            {error ?? "It stopped."} It goes on where it stopped.
          </p>
          <Button className="mt-3" busy={resume.isPending} onClick={() => resume.mutate()}>
            <Play aria-hidden />
            Resume
          </Button>
        </>
      ) : null}
    </>
  );
}
