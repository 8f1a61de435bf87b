import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Absolute } from "@/components/ui/instant";
import type { SettingsResponse } from "@/lib/schemas/admin/settings";

/** Facts read from BigCommerce. */
export function StoreCard({ store }: { store: SettingsResponse["store"] }) {
  return (
    <Card aria-labelledby="store">
      <CardHeader id="store" title="Store" description="Read from BigCommerce; change them there." />
      <CardBody>
        <dl className="divide-y divide-hairline border-hairline border-t">
          <Line label="Name">{store.name || "–"}</Line>
          <Line label="Domain">{store.domain || "–"}</Line>
          <Line label="Store hash">
            <span className="font-mono text-sm">{store.hash}</span>
          </Line>
          <Line label="Currency">{store.currency}</Line>
          <Line label="Time zone">{store.timeZone}</Line>
          <Line label="Plan">{store.planName || "–"}</Line>
          <Line label="Installed">
            <Absolute at={store.installedAt} />
          </Line>
        </dl>
      </CardBody>
    </Card>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-6 py-2.5">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 text-right [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
