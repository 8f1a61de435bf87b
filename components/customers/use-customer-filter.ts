"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import type { CustomersFilter } from "@/components/customers/queries";
import { customerStates } from "@/components/customers/state-badge";
import type { CustomerState } from "@/lib/schemas/admin/customers";

/** Search and filter live in the address, so that the way back from a profile leads to the same list. */
export function useCustomerFilter() {
  const search = useSearchParams();
  const pathname = usePathname();
  const q = search.get("q") ?? "";
  const state = search.get("state");
  const filter = useMemo<CustomersFilter>(
    () => ({ ...(q ? { q } : {}), ...(isState(state) ? { state } : {}) }),
    [q, state],
  );
  const setFilter = useCallback(
    (next: CustomersFilter) => {
      const params = new URLSearchParams();
      if (next.q) params.set("q", next.q);
      if (next.state) params.set("state", next.state);
      window.history.replaceState(null, "", params.size > 0 ? `${pathname}?${params}` : pathname);
    },
    [pathname],
  );
  return { filter, setFilter };
}

function isState(value: string | null): value is CustomerState {
  return value !== null && value in customerStates;
}
