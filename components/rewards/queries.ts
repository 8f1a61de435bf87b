import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getAdmin } from "@/components/session/call-admin";
import type { Page } from "@/lib/schemas/admin/page";
import type { RedemptionRow, RewardsResponse } from "@/lib/schemas/admin/rewards";

export const rewardKeys = {
  all: ["rewards"] as const,
  of: (customerId: number) => ["redemptions", customerId] as const,
};

export const rewardsQuery = () =>
  queryOptions({
    queryKey: rewardKeys.all,
    queryFn: ({ signal }) => getAdmin<RewardsResponse>("/rewards", {}, signal),
    // Deleted codes are made again in the background: counted down for whoever looks on.
    refetchInterval: ({ state }) => (state.data?.rewards.some(({ lost }) => lost > 0) ? 3_000 : false),
  });

export const redemptionsQuery = (customerId: number) =>
  infiniteQueryOptions({
    queryKey: rewardKeys.of(customerId),
    queryFn: ({ pageParam, signal }) =>
      getAdmin<Page<RedemptionRow>>("/redemptions", { customerId, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
