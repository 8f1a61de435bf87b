"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { proofKeys } from "@/components/proof/queries";
import { postAdmin } from "@/components/session/call-admin";
import { useToast } from "@/components/ui/toast";
import type { ProofResponse } from "@/lib/schemas/admin/proof";

/** Queues a check; the page then follows it. */
export function useCheckNow() {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: () => postAdmin<ProofResponse>("/proof"),
    onSuccess: (proof) => client.setQueryData(proofKeys.all, proof),
    onError: (error) =>
      toast({ tone: "danger", title: "The check could not be started", description: error.message }),
  });
}
