"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { brandingKeys } from "@/components/branding/queries";
import { postAdmin } from "@/components/session/call-admin";
import { useToast } from "@/components/ui/toast";
import type { PublishBrandingBody, SaveBrandingDraftBody } from "@/lib/schemas/admin/branding";

const inMinutes = "Your storefronts show it within five minutes.";

/** Publish, save a draft, discard it, restore: afterwards everything that shows the branding is read anew. */
export function useBrandingWrites() {
  return {
    publish: useWrite<PublishBrandingBody, { number: number }>(
      (body) => postAdmin("/branding", body),
      ({ number }) => ({ title: "Published", description: `Version ${number}. ${inMinutes}` }),
      "Not published",
    ),
    saveDraft: useWrite<SaveBrandingDraftBody, { savedAt: string }>(
      (body) => postAdmin("/branding/draft", body),
      () => ({ title: "Draft saved", description: "No storefront shows it until you publish." }),
      "Draft not saved",
    ),
    discardDraft: useWrite<{ seen: string }, void>(
      (body) => postAdmin("/branding/draft/discard", body),
      () => ({ title: "Draft discarded" }),
      "Draft not discarded",
    ),
    restore: useWrite<number, { number: number }>(
      (number) => postAdmin(`/branding/versions/${number}/restore`),
      ({ number }) => ({ title: "Restored", description: `As version ${number}. ${inMinutes}` }),
      "Not restored",
    ),
  };
}

function useWrite<Body, Answer>(
  write: (body: Body) => Promise<Answer>,
  done: (answer: Answer) => { title: string; description?: string },
  failed: string,
) {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: write,
    onSuccess: async (answer: Answer) => {
      await client.invalidateQueries({ queryKey: brandingKeys.all });
      toast({ tone: "success", ...done(answer) });
    },
    onError: (error: Error) => toast({ tone: "danger", title: failed, description: error.message }),
  });
}
