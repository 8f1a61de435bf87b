import type { Metadata } from "next";
import { DashboardPage, type SearchParams } from "@/app/dashboard/dashboard-page";
import { settingsKeys } from "@/components/settings/queries";
import { SettingsScreen } from "@/components/settings/settings-screen";
import { getSettings } from "@/lib/services/dashboard/get-settings";

export const metadata: Metadata = { title: "Settings" };

export default function SettingsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <DashboardPage
      searchParams={searchParams}
      prefetch={(client, { store }) =>
        client.prefetchQuery({ queryKey: settingsKeys.all, queryFn: () => getSettings(store) })
      }
    >
      <SettingsScreen />
    </DashboardPage>
  );
}
