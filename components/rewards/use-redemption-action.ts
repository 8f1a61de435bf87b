"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { customerKeys } from "@/components/customers/queries";
import { rewardKeys } from "@/components/rewards/queries";
import { postAdmin } from "@/components/session/call-admin";
import { useToast } from "@/components/ui/toast";
import type { RedemptionRow, SettleBody } from "@/lib/schemas/admin/rewards";

type RedemptionAction = { act: "cancel" } | { act: "settle"; body: SettleBody };

const failed = {
  cancel: "The reward could not be cancelled",
  settle: "The store credit could not be settled",
} as const;

/** Cancels or settles one reward of a customer; their list and balance are then read anew, whatever came of it. */
export function useRedemptionAction(customerId: number, redemptionId: number, onDone: () => void) {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (action: RedemptionAction) =>
      postAdmin<RedemptionRow>(
        `/redemptions/${redemptionId}/${action.act}`,
        action.act === "settle" ? action.body : {},
      ),
    onSuccess: (_, { act }) =>
      toast({ tone: "success", title: act === "cancel" ? "Cancelled: the points are back" : "Settled" }),
    onError: (error, { act }) => toast({ tone: "danger", title: failed[act], description: error.message }),
    onSettled: () => {
      onDone();
      return Promise.all([
        client.invalidateQueries({ queryKey: rewardKeys.of(customerId) }),
        client.invalidateQueries({ queryKey: customerKeys.all }),
      ]);
    },
  });
}
