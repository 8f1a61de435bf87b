import type { Metadata } from "next";
import { DashboardPage, type SearchParams } from "@/app/dashboard/dashboard-page";
import { ProgramScreen } from "@/components/program/program-screen";
import { programKeys, versionsQuery } from "@/components/program/queries";
import { getPublishedProgram } from "@/lib/services/dashboard/get-published-program";
import { listProgramVersions } from "@/lib/services/dashboard/list-program-versions";

export const metadata: Metadata = { title: "Earning rule" };

export default function ProgramPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <DashboardPage
      searchParams={searchParams}
      prefetch={(client, { store }) =>
        Promise.all([
          client.prefetchQuery({
            queryKey: programKeys.published(),
            queryFn: () => getPublishedProgram(store.id),
          }),
          client.prefetchInfiniteQuery({
            ...versionsQuery(),
            queryFn: () => listProgramVersions({ storeId: store.id, limit: 10 }),
          }),
        ])
      }
    >
      <ProgramScreen />
    </DashboardPage>
  );
}
