"use client";

import { isServer, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AdminError } from "@/components/session/call-admin";

let inBrowser: QueryClient | undefined;

/** One client in the browser for the life of the page; one a request on the server. */
function queryClient(): QueryClient {
  if (isServer) return createQueryClient();
  inBrowser ??= createQueryClient();
  return inBrowser;
}

/** Data of the server stays fresh for half a minute; what the API refuses on purpose is not tried again. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) =>
          failures < 2 && !(error instanceof AdminError && error.status >= 400 && error.status < 500),
      },
    },
  });
}

export function QueryProvider({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={queryClient()}>{children}</QueryClientProvider>;
}
