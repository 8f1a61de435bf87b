"use client";

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { getAdmin, postAdmin } from "@/components/session/call-admin";
import { useToast } from "@/components/ui/toast";
import type { ApiKeyRow, ApiKeysResponse, NewApiKey } from "@/lib/schemas/admin/api-keys";

export const apiKeysQuery = () =>
  queryOptions({
    queryKey: ["api-keys"],
    queryFn: ({ signal }) => getAdmin<ApiKeysResponse>("/settings/api-keys", {}, signal),
  });

/** Makes a key or revokes one. The new one is in `create.data`, until the page is left. */
export function useApiKeys() {
  const client = useQueryClient();
  const toast = useToast();
  const onError = (error: Error) =>
    toast({ tone: "danger", title: "That did not work", description: error.message });
  const onSettled = () => client.invalidateQueries({ queryKey: apiKeysQuery().queryKey });
  const create = useMutation({
    mutationFn: (name: string) => postAdmin<NewApiKey>("/settings/api-keys", { name }),
    onError,
    onSettled,
  });
  const revoke = useMutation({
    mutationFn: ({ id }: ApiKeyRow) => postAdmin<void>(`/settings/api-keys/${id}/revoke`),
    onSuccess: (_, { id, name }) => {
      if (create.data?.id === id) create.reset();
      toast({ tone: "success", title: "Key revoked", description: `“${name}” opens nothing any more.` });
    },
    onError,
    onSettled,
  });
  return { create, revoke };
}
