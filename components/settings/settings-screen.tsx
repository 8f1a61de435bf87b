"use client";

import { useQuery } from "@tanstack/react-query";
import { PastOrdersCard } from "@/components/imports/past-orders-card";
import { ApiKeysCard } from "@/components/settings/api-keys-card";
import { ConnectionCard } from "@/components/settings/connection-card";
import { IdentityCard } from "@/components/settings/identity-card";
import { ImportCard } from "@/components/settings/import-card";
import { ProofCard } from "@/components/settings/proof-card";
import { settingsQuery } from "@/components/settings/queries";
import { ScopesCard } from "@/components/settings/scopes-card";
import { StoreCard } from "@/components/settings/store-card";
import { StorefrontsCard } from "@/components/settings/storefronts-card";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";

/** The store as Laurel knows it, and whether the connection to it is in order. */
export function SettingsScreen() {
  const settings = useQuery(settingsQuery());
  return (
    <>
      <PageHeader title="Settings" description="Your store, and Laurel’s connection to it." />
      {settings.data ? (
        <div className="grid items-start gap-5 frame:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-5">
            <ConnectionCard connection={settings.data.connection} />
            <StorefrontsCard channels={settings.data.channels} />
            <ImportCard customerImport={settings.data.customerImport} />
            <PastOrdersCard />
            <ApiKeysCard />
          </div>
          <div className="flex min-w-0 flex-col gap-5">
            <StoreCard store={settings.data.store} />
            <ScopesCard scopes={settings.data.connection.scopes} />
            <IdentityCard />
            <ProofCard />
          </div>
        </div>
      ) : (
        <Card>
          {settings.isError ? (
            <ErrorState
              title="The settings could not be loaded"
              error={settings.error}
              onRetry={() => settings.refetch()}
            />
          ) : (
            <SkeletonRows rows={5} label="Loading the settings" />
          )}
        </Card>
      )}
    </>
  );
}
