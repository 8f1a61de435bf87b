import { Check, X } from "lucide-react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { SettingsResponse } from "@/lib/schemas/admin/settings";

/** What each scope is for, in a merchant's words. */
const purposes: Record<string, string> = {
  store_v2_orders_read_only: "Read orders and refunds",
  store_v2_customers: "Read customers, give store credit",
  store_v2_marketing: "Create reward codes",
  store_v2_content: "Place the storefront script",
  store_v2_information_read_only: "Read currency and time zone",
  store_channel_settings_read_only: "Read storefronts",
  store_sites_read_only: "Read storefront addresses",
  store_v2_products_read_only: "Read products, categories and brands",
};

/** What BigCommerce lets Laurel do. */
export function ScopesCard({ scopes }: { scopes: SettingsResponse["connection"]["scopes"] }) {
  const missing = scopes.filter((scope) => !scope.granted).length;
  return (
    <Card aria-labelledby="permissions">
      <CardHeader
        id="permissions"
        title="Permissions"
        description={
          missing === 0
            ? "Everything Laurel needs, and nothing more."
            : `${missing} missing: install Laurel again from the Apps menu to approve them.`
        }
      />
      <CardBody>
        <ul className="flex flex-col gap-2.5">
          {scopes.map((scope) => {
            const Icon = scope.granted ? Check : X;
            return (
              <li key={scope.name} className="flex items-start gap-2.5">
                <Icon
                  aria-hidden
                  className={`mt-0.5 size-4 shrink-0 ${scope.granted ? "text-success-50" : "text-danger-50"}`}
                />
                <div className="min-w-0">
                  <p>
                    {purposes[scope.name] ?? scope.name}
                    <span className="sr-only">{scope.granted ? ": granted" : ": missing"}</span>
                  </p>
                  <p className="font-mono text-muted text-xs [overflow-wrap:anywhere]">{scope.name}</p>
                </div>
              </li>
            );
          })}
        </ul>
      </CardBody>
    </Card>
  );
}
