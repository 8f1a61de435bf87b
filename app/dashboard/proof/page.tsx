import type { Metadata } from "next";
import { DashboardPage, type SearchParams } from "@/app/dashboard/dashboard-page";
import { ProofScreen } from "@/components/proof/proof-screen";
import { proofKeys } from "@/components/proof/queries";
import { getProof } from "@/lib/services/ledger/get-proof";

export const metadata: Metadata = { title: "Ledger proof" };

export default function ProofPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <DashboardPage
      searchParams={searchParams}
      prefetch={(client, { store }) =>
        client.prefetchQuery({ queryKey: proofKeys.all, queryFn: () => getProof(store.id) })
      }
    >
      <ProofScreen />
    </DashboardPage>
  );
}
