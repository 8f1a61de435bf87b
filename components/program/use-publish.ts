"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { overviewKeys } from "@/components/overview/queries";
import { programKeys } from "@/components/program/queries";
import { postAdmin } from "@/components/session/call-admin";
import { useToast } from "@/components/ui/toast";
import type { PublishProgramBody } from "@/lib/schemas/admin/program";

type Published = { number: number };

/** Publishing and restoring: both make a new version, and everything that shows the program is read anew. */
export function usePublish() {
  const settle = useSettled("Published");
  return useMutation({
    mutationFn: (body: PublishProgramBody) => postAdmin<Published>("/program", body),
    ...settle,
  });
}

export function useRestore() {
  const settle = useSettled("Restored");
  return useMutation({
    mutationFn: (number: number) => postAdmin<Published>(`/program/versions/${number}/restore`),
    ...settle,
  });
}

/** The rule stays as it is, but somebody has looked at it. */
export function useKeepRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => postAdmin<void>("/program/review"),
    onSettled: () => client.invalidateQueries({ queryKey: overviewKeys.all }),
  });
}

function useSettled(title: string) {
  const client = useQueryClient();
  const toast = useToast();
  return {
    onSuccess: async ({ number }: Published) => {
      toast({ tone: "success", title, description: `Version ${number} decides orders from now on.` });
      await Promise.all([
        client.invalidateQueries({ queryKey: programKeys.all }),
        client.invalidateQueries({ queryKey: overviewKeys.all }),
      ]);
    },
    onError: (error: Error) => toast({ tone: "danger", title: "Not published", description: error.message }),
  };
}
