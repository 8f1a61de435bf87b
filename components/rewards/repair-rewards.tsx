"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Wrench } from "lucide-react";
import { rewardKeys } from "@/components/rewards/queries";
import { postAdmin } from "@/components/session/call-admin";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { formatNumber } from "@/lib/format/format-points";
import type { RepairResponse } from "@/lib/schemas/admin/rewards";

/** Compares with BigCommerce and puts right what was switched off, changed or deleted there. */
export function RepairRewards({ isNeeded }: { isNeeded: boolean }) {
  const client = useQueryClient();
  const toast = useToast();
  const repair = useMutation({
    mutationFn: () => postAdmin<RepairResponse>("/rewards/repair"),
    onSuccess: (done) => toast({ tone: "success", ...describe(done) }),
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

function describe(repair: RepairResponse): { title: string; description?: string } {
  const { promotions, codes, codesLeft, codesRefused } = repair;
  if (promotions + codes + codesLeft + codesRefused === 0) return { title: "Everything is in place" };
  const refused = codesRefused === 0 ? "" : ` Codes BigCommerce refused: ${formatNumber(codesRefused)}.`;
  const description = `Promotions put right: ${formatNumber(promotions)}. Codes made again: ${formatNumber(codes)}.${refused}`;
  if (codesLeft === 0) return { title: codesRefused === 0 ? "Repaired" : "Not all repaired", description };
  return {
    title: "Being repaired",
    description: `${description} ${formatNumber(codesLeft)} more are being made in the background; this page counts them down.`,
  };
}
