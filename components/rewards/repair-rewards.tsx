"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Wrench } from "lucide-react";
import { rewardKeys } from "@/components/rewards/queries";
import { postAdmin } from "@/components/session/call-admin";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { RepairResponse } from "@/lib/schemas/admin/rewards";

/** Compares with BigCommerce and puts right what was switched off, changed or deleted there. */
export function RepairRewards({ isNeeded }: { isNeeded: boolean }) {
  const client = useQueryClient();
  const toast = useToast();
  const repair = useMutation({
    mutationFn: () => postAdmin<RepairResponse>("/rewards/repair"),
    onSuccess: ({ promotions, codes }) =>
      toast({
        tone: "success",
        title: promotions + codes === 0 ? "Everything is in place" : "Repaired",
        ...(promotions + codes === 0
          ? {}
          : { description: `Promotions put right: ${promotions}. Codes made again: ${codes}.` }),
      }),
    onError: (error) =>
      toast({ tone: "danger", title: "The rewards could not be repaired", description: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: rewardKeys.all }),
  });
  return (
    <Button
      size="small"
      variant={isNeeded ? "primary" : "secondary"}
      busy={repair.isPending}
      onClick={() => repair.mutate()}
    >
      <Wrench aria-hidden />
      Check and repair
    </Button>
  );
}
