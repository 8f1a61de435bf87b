"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { activityKeys } from "@/components/activity/queries";
import { postAdmin } from "@/components/session/call-admin";
import { useToast } from "@/components/ui/toast";

/** Tries failed work again; the lists of the page are read anew afterwards. */
export function useRetry(title: string) {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (path: string) => postAdmin<void>(path),
    onSuccess: () => toast({ tone: "success", title }),
    onError: (error) =>
      toast({ tone: "danger", title: "Could not be tried again", description: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: activityKeys.all }),
  });
}
