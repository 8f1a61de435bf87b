"use client";

import { useQuery } from "@tanstack/react-query";
import { BrandingForm } from "@/components/branding/branding-form";
import { brandingQuery } from "@/components/branding/queries";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";

/** How the widget looks and what it says: edit, look, publish, go back. */
export function BrandingScreen() {
  const branding = useQuery(brandingQuery());
  return (
    <>
      <PageHeader
        title="Branding"
        description="How the widget looks and what it says on your storefronts. Shoppers see changes when you publish them."
      />
      {branding.data ? (
        <BrandingForm response={branding.data} />
      ) : (
        <Card>
          {branding.isError ? (
            <ErrorState
              title="The branding could not be loaded"
              error={branding.error}
              onRetry={() => branding.refetch()}
            />
          ) : (
            <SkeletonRows rows={6} label="Loading the branding" />
          )}
        </Card>
      )}
    </>
  );
}
