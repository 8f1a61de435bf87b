"use client";

import { CircleCheck, LoaderCircle, type LucideIcon, TriangleAlert, Wrench } from "lucide-react";
import { useState } from "react";
import { useRepair } from "@/components/settings/use-repair";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Absolute } from "@/components/ui/instant";
import type { SettingsResponse } from "@/lib/schemas/admin/settings";

type Connection = SettingsResponse["connection"];

/** Whether webhooks and scripts are in place, and the button that puts them back. */
export function ConnectionCard({ connection }: { connection: Connection }) {
  const [asking, setAsking] = useState(false);
  const repair = useRepair("/settings/repair", "Repair started");
  const { icon: Icon, tone, title, detail, spins } = describe(connection);
  return (
    <Card aria-labelledby="connection">
      <CardHeader id="connection" title="Connection" />
      <CardBody>
        <div className="flex items-start gap-3">
          <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${tone} ${spins ? "animate-spin" : ""}`} />
          <div className="min-w-0" aria-live="polite">
            <p className="font-medium">{title}</p>
            <p className="text-muted text-sm [overflow-wrap:anywhere]">{detail}</p>
            {connection.provisionedAt ? (
              <p className="mt-1 text-muted text-sm">
                Last checked <Absolute at={connection.provisionedAt} />
              </p>
            ) : null}
          </div>
        </div>
        <Button className="mt-4" disabled={spins} busy={repair.isPending} onClick={() => setAsking(true)}>
          <Wrench aria-hidden />
          Repair
        </Button>
      </CardBody>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Repair the connection?"
        description="Laurel reads your store’s facts again and puts back missing webhooks and scripts. Nothing is doubled, and no points change."
        confirmLabel="Repair"
        busy={repair.isPending}
        onConfirm={() => repair.mutate(undefined, { onSettled: () => setAsking(false) })}
      />
    </Card>
  );
}

type Described = { icon: LucideIcon; tone: string; title: string; detail: string; spins: boolean };

function describe(connection: Connection): Described {
  if (connection.status === "needs_reauth") {
    return {
      icon: TriangleAlert,
      tone: "text-warning-70",
      title: "BigCommerce asks for your approval again",
      detail:
        "Close Laurel and open it once more from the Apps menu to approve it. Until then no points move.",
      spins: false,
    };
  }
  if (connection.provisionError) {
    return {
      icon: TriangleAlert,
      tone: "text-danger-50",
      title: "Set-up did not finish",
      detail: connection.provisionError,
      spins: false,
    };
  }
  if (connection.provisionedAt) {
    return {
      icon: CircleCheck,
      tone: "text-success-50",
      title: "Connected",
      detail: "Webhooks and the storefront script are in place.",
      spins: false,
    };
  }
  return {
    icon: LoaderCircle,
    tone: "text-primary-40",
    title: "Setting up",
    detail: "Webhooks and scripts are being put in place. This takes a few seconds.",
    spins: true,
  };
}
