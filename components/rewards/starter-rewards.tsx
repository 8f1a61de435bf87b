"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Gift } from "lucide-react";
import { programKeys } from "@/components/program/queries";
import { rewardKeys } from "@/components/rewards/queries";
import { postAdmin } from "@/components/session/call-admin";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import { useToast } from "@/components/ui/toast";
import { formatNumber } from "@/lib/format/format-points";
import type { RewardsResponse } from "@/lib/schemas/admin/rewards";

/** A program without rewards: what it could begin with, published by one button. */
export function StarterRewards({ starter }: Pick<RewardsResponse, "starter">) {
  const client = useQueryClient();
  const toast = useToast();
  const publish = useMutation({
    mutationFn: () => postAdmin<{ number: number }>("/rewards/starter"),
    onSuccess: ({ number }) =>
      toast({
        tone: "success",
        title: "Shoppers can spend their points now",
        description: `Version ${number} is published.`,
      }),
    onError: (error) =>
      toast({ tone: "danger", title: "The rewards could not be published", description: error.message }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: rewardKeys.all }),
        client.invalidateQueries({ queryKey: programKeys.all }),
      ]),
  });
  if (starter.length === 0) {
    return (
      <EmptyState icon={Gift} title="No rewards yet">
        Rewards appear here once a program that has some is published.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Gift}
      title="No rewards yet"
      action={
        <Button variant="primary" busy={publish.isPending} onClick={() => publish.mutate()}>
          Publish these rewards
        </Button>
      }
    >
      <p>
        Shoppers earn points but cannot spend them. Begin with these; about 5 % of what was spent comes back:
      </p>
      <ul className="mt-4 divide-y divide-hairline rounded-lg border border-hairline text-left text-ink">
        {starter.map(({ name, pointsPrice }) => (
          <li key={name} className="flex justify-between gap-6 px-4 py-2">
            <span>{name}</span>
            <span className="tabular text-muted">{formatNumber(pointsPrice)} points</span>
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}
