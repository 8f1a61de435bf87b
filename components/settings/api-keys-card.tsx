"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useSession } from "@/components/session/use-session";
import { ApiKeyForm } from "@/components/settings/api-key-form";
import { ApiKeyList } from "@/components/settings/api-key-list";
import { NewApiKeyNotice } from "@/components/settings/new-api-key-notice";
import { apiKeysQuery, useApiKeys } from "@/components/settings/use-api-keys";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import type { ApiKeyRow } from "@/lib/schemas/admin/api-keys";

/** The keys with which the merchant's other programs report what customers did; only the owner makes and revokes them. */
export function ApiKeysCard() {
  const keys = useQuery(apiKeysQuery());
  const { create, revoke } = useApiKeys();
  const [asked, ask] = useState<ApiKeyRow | null>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const isOwner = useSession()?.role === "owner";
  const confirm = async () => {
    if (asked) await revoke.mutateAsync(asked).catch(() => {});
    ask(null);
  };
  return (
    <Card aria-labelledby="api-keys">
      <CardHeader
        id="api-keys"
        title="API keys"
        description="With a key, your other programs report what customers did: a quiz, an app, a till."
      />
      {keys.data ? (
        <ApiKeyList keys={keys.data.items} onRevoke={isOwner ? ask : null} />
      ) : keys.isError ? (
        <ErrorState
          title="The keys could not be loaded"
          error={keys.error}
          onRetry={() => void keys.refetch()}
        />
      ) : (
        <SkeletonRows rows={1} label="Loading the keys" />
      )}
      <CardBody className="flex flex-col gap-4 border-hairline border-t pt-4">
        {create.data && <NewApiKeyNotice key={create.data.id} created={create.data} />}
        {isOwner ? (
          <ApiKeyForm create={create} nameField={nameField} />
        ) : (
          <p className="text-muted text-sm">Only the store’s owner can make and revoke keys.</p>
        )}
      </CardBody>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => !open && ask(null)}
        title={`Revoke “${asked?.name ?? ""}”?`}
        description="Whatever uses this key is refused from this moment on. It cannot be brought back."
        confirmLabel="Revoke"
        tone="danger"
        busy={revoke.isPending}
        focusAfter={nameField}
        onConfirm={() => void confirm()}
      />
    </Card>
  );
}
