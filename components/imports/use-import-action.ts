"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { importKeys } from "@/components/imports/queries";
import { overviewKeys } from "@/components/overview/queries";
import { postAdmin } from "@/components/session/call-admin";
import { useToast } from "@/components/ui/toast";
import type { ImportsResponse, StartImportBody } from "@/lib/schemas/admin/imports";

type ImportAction =
  | { act: "start"; body: StartImportBody }
  | { act: "stop" | "resume" | "revert"; importId: number };

const failed = {
  start: "The import could not be started",
  stop: "The import could not be stopped",
  resume: "The import could not go on",
  revert: "The points could not be taken back",
} as const;

/** Starts, stops, resumes or takes back an import; the page then follows it. */
export function useImportAction() {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (action: ImportAction) =>
      action.act === "start"
        ? postAdmin<ImportsResponse>("/imports", action.body)
        : postAdmin<ImportsResponse>(`/imports/${action.importId}/${action.act}`),
    onSuccess: (imports) => client.setQueryData(importKeys.all, imports),
    onError: (error, { act }) => {
      toast({ tone: "danger", title: failed[act], description: error.message });
      // Somebody else may have been first: show how it is.
      return client.invalidateQueries({ queryKey: importKeys.all });
    },
    onSettled: () => client.invalidateQueries({ queryKey: overviewKeys.all }),
  });
}
