import type { Metadata } from "next";
import { DashboardPage, type SearchParams } from "@/app/dashboard/dashboard-page";
import { CustomersScreen } from "@/components/customers/customers-screen";
import { customersQuery } from "@/components/customers/queries";
import { listCustomers } from "@/lib/services/dashboard/list-customers";

export const metadata: Metadata = { title: "Customers" };

export default function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <DashboardPage
      searchParams={searchParams}
      prefetch={(client, { store }) =>
        client.prefetchInfiniteQuery({
          ...customersQuery({}),
          queryFn: () => listCustomers({ storeId: store.id, limit: 25 }),
        })
      }
    >
      <CustomersScreen />
    </DashboardPage>
  );
}
