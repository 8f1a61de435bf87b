import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DashboardPage, type SearchParams } from "@/app/dashboard/dashboard-page";
import { OrderScreen } from "@/components/orders/order-screen";
import { orderKeys } from "@/components/orders/queries";
import { idParam } from "@/lib/schemas/admin/page";
import { getOrder } from "@/lib/services/dashboard/get-order";

export const metadata: Metadata = { title: "Order" };

type OrderPageProps = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function OrderPage({ params, searchParams }: OrderPageProps) {
  const id = idParam.safeParse((await params).id);
  if (!id.success) notFound();
  const orderNumber = id.data;
  return (
    <DashboardPage
      searchParams={searchParams}
      prefetch={(client, { store }) =>
        client.prefetchQuery({
          queryKey: orderKeys.detail(orderNumber),
          queryFn: () => getOrder({ storeId: store.id, orderNumber }),
        })
      }
    >
      <OrderScreen orderNumber={orderNumber} />
    </DashboardPage>
  );
}
