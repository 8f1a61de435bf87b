"use client";

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { getAdmin, postAdmin } from "@/components/session/call-admin";
import { useToast } from "@/components/ui/toast";
import type { IdentitySecretState, NewIdentitySecret } from "@/lib/schemas/admin/identity-secret";

export const identitySecretQuery = () =>
  queryOptions({
    queryKey: ["identity-secret"],
    queryFn: ({ signal }) => getAdmin<IdentitySecretState>("/settings/identity-secret", {}, signal),
  });

/** Makes a new secret, or takes it away. The new one is in `create.data`, until the page is left. */
export function useIdentitySecret() {
  const client = useQueryClient();
  const toast = useToast();
  const onError = (error: Error) =>
    toast({ tone: "danger", title: "That did not work", description: error.message });
  const onSettled = () => client.invalidateQueries({ queryKey: identitySecretQuery().queryKey });
  const create = useMutation({
    mutationFn: () => postAdmin<NewIdentitySecret>("/settings/identity-secret"),
    onError,
    onSettled,
  });
  const revoke = useMutation({
    mutationFn: () => postAdmin<void>("/settings/identity-secret/revoke"),
    onSuccess: () => {
      create.reset();
      toast({ tone: "success", title: "Secret revoked" });
    },
    onError,
    onSettled,
  });
  return { create, revoke };
}
