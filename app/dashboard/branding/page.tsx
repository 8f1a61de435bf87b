import type { Metadata } from "next";
import { DashboardPage, type SearchParams } from "@/app/dashboard/dashboard-page";
import { BrandingScreen } from "@/components/branding/branding-screen";
import { brandingKeys, brandingVersionsQuery } from "@/components/branding/queries";
import { getBrandingEditor } from "@/lib/services/branding/get-branding-editor";
import { listBrandingVersions } from "@/lib/services/branding/list-branding-versions";

export const metadata: Metadata = { title: "Branding" };

export default function BrandingPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <DashboardPage
      searchParams={searchParams}
      prefetch={(client, { store }) =>
        Promise.all([
          client.prefetchQuery({
            queryKey: brandingKeys.editor(),
            queryFn: () => getBrandingEditor(store.id),
          }),
          client.prefetchInfiniteQuery({
            ...brandingVersionsQuery(),
            queryFn: () => listBrandingVersions({ storeId: store.id, limit: 10 }),
          }),
        ])
      }
    >
      <BrandingScreen />
    </DashboardPage>
  );
}
