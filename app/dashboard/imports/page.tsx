import type { Metadata } from "next";
import { DashboardPage, type SearchParams } from "@/app/dashboard/dashboard-page";
import { ImportsScreen } from "@/components/imports/imports-screen";
import { importKeys } from "@/components/imports/queries";
import { systemClock } from "@/lib/clock";
import { getImports } from "@/lib/services/backfill/get-imports";

export const metadata: Metadata = { title: "Past orders" };

export default function ImportsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <DashboardPage
      searchParams={searchParams}
      prefetch={(client, { store }) =>
        client.prefetchQuery({
          queryKey: importKeys.all,
          queryFn: () => getImports(store.id, systemClock.now()),
        })
      }
    >
      <ImportsScreen />
    </DashboardPage>
  );
}
