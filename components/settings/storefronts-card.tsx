import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import type { SettingsResponse } from "@/lib/schemas/admin/settings";

/** The storefronts of the store and whether the widget is on them. */
export function StorefrontsCard({ channels }: { channels: SettingsResponse["channels"] }) {
  return (
    <Card aria-labelledby="storefronts">
      <CardHeader id="storefronts" title="Storefronts" description="Where shoppers see their points." />
      {channels.length === 0 ? (
        <p className="px-5 pb-5 text-muted">None known yet; set-up reads them from BigCommerce.</p>
      ) : (
        <ul className="divide-y divide-hairline border-hairline border-t">
          {channels.map((channel) => (
            <li key={channel.bcChannelId} className="flex items-center justify-between gap-4 px-5 py-3">
              <div className="min-w-0">
                <p className="truncate font-medium">{channel.name}</p>
                <p className="truncate text-muted text-sm">{channel.siteUrl ?? channel.platform}</p>
              </div>
              <ScriptBadge channel={channel} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function ScriptBadge({ channel }: { channel: SettingsResponse["channels"][number] }) {
  if (!channel.enabled) return <Badge>Switched off</Badge>;
  if (channel.hasScript) {
    return (
      <Badge tone="success" dot>
        Script in place
      </Badge>
    );
  }
  return (
    <Badge tone="warning" dot>
      No script
    </Badge>
  );
}
