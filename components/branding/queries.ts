import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type { BrandingResponse, BrandingVersionRow } from "@/lib/schemas/admin/branding";
import type { Page } from "@/lib/schemas/admin/page";

export const brandingKeys = {
  all: ["branding"] as const,
  editor: () => [...brandingKeys.all, "editor"] as const,
  versions: () => [...brandingKeys.all, "versions"] as const,
};

/** Not refreshed behind the back of somebody who edits it. */
export const brandingQuery = () =>
  queryOptions({
    queryKey: brandingKeys.editor(),
    queryFn: ({ signal }) => getAdmin<BrandingResponse>("/branding", {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const brandingVersionsQuery = () =>
  infiniteQueryOptions({
    queryKey: brandingKeys.versions(),
    queryFn: ({ pageParam, signal }) =>
      getAdmin<Page<BrandingVersionRow>>("/branding/versions", { limit: 10, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
