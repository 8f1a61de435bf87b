import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DashboardPage, type SearchParams } from "@/app/dashboard/dashboard-page";
import { ProfileScreen } from "@/components/customers/profile-screen";
import { customerKeys } from "@/components/customers/queries";
import { transactionsQuery } from "@/components/transactions/queries";
import { idParam } from "@/lib/schemas/admin/page";
import { getCustomer } from "@/lib/services/dashboard/get-customer";
import { listTransactions } from "@/lib/services/dashboard/list-transactions";

export const metadata: Metadata = { title: "Customer" };

type ProfilePageProps = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function ProfilePage({ params, searchParams }: ProfilePageProps) {
  const id = idParam.safeParse((await params).id);
  if (!id.success) notFound();
  const customerId = id.data;
  return (
    <DashboardPage
      searchParams={searchParams}
      prefetch={(client, { store }) =>
        Promise.all([
          client.prefetchQuery({
            queryKey: customerKeys.detail(customerId),
            queryFn: () => getCustomer({ store, customerId }),
          }),
          client.prefetchInfiniteQuery({
            ...transactionsQuery({ customerId }),
            queryFn: () => listTransactions({ storeId: store.id, customerId, limit: 25 }),
          }),
        ])
      }
    >
      <ProfileScreen customerId={customerId} />
    </DashboardPage>
  );
}
