import { queryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type { SettingsResponse } from "@/lib/schemas/admin/settings";

export const settingsKeys = { all: ["settings"] as const };

/** Refreshed every two seconds while set-up runs, half a minute otherwise. */
export const settingsQuery = () =>
  queryOptions({
    queryKey: settingsKeys.all,
    queryFn: ({ signal }) => getAdmin<SettingsResponse>("/settings", {}, signal),
    refetchInterval: (query) => (isBusy(query.state.data) ? 2_000 : 30_000),
  });

function isBusy(settings: SettingsResponse | undefined): boolean {
  if (!settings) return false;
  const { connection, customerImport } = settings;
  const settingUp = connection.provisionedAt === null && connection.provisionError === null;
  return settingUp || customerImport?.status === "running";
}
