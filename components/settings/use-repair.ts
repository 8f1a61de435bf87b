"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { overviewKeys } from "@/components/overview/queries";
import { postAdmin } from "@/components/session/call-admin";
import { settingsKeys } from "@/components/settings/queries";
import { useToast } from "@/components/ui/toast";

/** Starts something that mends the connection, then reads settings and overview anew. */
export function useRepair(path: "/settings/repair" | "/settings/resume-import", title: string) {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: () => postAdmin<void>(path),
    onSuccess: () => toast({ tone: "success", title }),
    onError: (error) => toast({ tone: "danger", title: "That did not work", description: error.message }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: settingsKeys.all }),
        client.invalidateQueries({ queryKey: overviewKeys.all }),
      ]),
  });
}
