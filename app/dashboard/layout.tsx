import type { Metadata } from "next";
import type { ReactNode } from "react";
import { QueryProvider } from "@/components/session/query-provider";
import { AppShell } from "@/components/shell/app-shell";

/** The address of a first visit carries a one-time code: no other site may learn it. */
export const metadata: Metadata = { referrer: "no-referrer" };

export default function DashboardLayout({ children }: { children: ReactNode }) {
  return (
    <QueryProvider>
      <AppShell>{children}</AppShell>
    </QueryProvider>
  );
}
