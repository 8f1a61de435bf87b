"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, ExternalLink, UserX } from "lucide-react";
import { useState } from "react";
import { BalanceTiles } from "@/components/customers/balance-tiles";
import { CustomerTransactions } from "@/components/customers/customer-transactions";
import { MergeButton } from "@/components/customers/merge/merge-button";
import { MergedNotice } from "@/components/customers/merge/merged-notice";
import { customerQuery } from "@/components/customers/queries";
import { CustomerStateBadge } from "@/components/customers/state-badge";
import { OrdersCard } from "@/components/orders/orders-card";
import { CustomerRewards } from "@/components/rewards/customer-rewards";
import { AdminError } from "@/components/session/call-admin";
import { useTimeZone } from "@/components/session/use-session";
import { AppLink } from "@/components/shell/app-link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState, ErrorState } from "@/components/ui/states";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import { formatDate } from "@/lib/format/format-date";
import type { CustomerProfile } from "@/lib/schemas/admin/customers";

/** One customer: where they stand, what happened, and why. */
export function ProfileScreen({ customerId }: { customerId: number }) {
  const customer = useQuery(customerQuery(customerId));
  if (customer.data) return <Profile customer={customer.data} />;
  if (customer.isPending) return <ProfileSkeleton />;
  return (
    <Card>
      {customer.error instanceof AdminError && customer.error.status === 404 ? (
        <EmptyState
          icon={UserX}
          title="No such customer"
          action={
            <Button asChild>
              <AppLink href="/dashboard/customers">All customers</AppLink>
            </Button>
          }
        >
          It may have been deleted, or belongs to another store.
        </EmptyState>
      ) : (
        <ErrorState
          title="The customer could not be loaded"
          error={customer.error}
          onRetry={() => customer.refetch()}
        />
      )}
    </Card>
  );
}

function Profile({ customer }: { customer: CustomerProfile }) {
  const [tab, setTab] = useState("points");
  return (
    <>
      <PageHeader
        above={<BackLink />}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="[overflow-wrap:anywhere]">{customer.name}</span>
            {customer.mergedInto ? <Badge>Merged</Badge> : <CustomerStateBadge state={customer.state} />}
          </span>
        }
        description={<ProfileFacts customer={customer} />}
      >
        {customer.mergedInto ? null : <MergeButton customer={customer} />}
        {customer.controlPanelUrl ? (
          <Button asChild size="small">
            <a href={customer.controlPanelUrl} target="_blank" rel="noreferrer">
              Open in BigCommerce
              <ExternalLink aria-hidden />
            </a>
          </Button>
        ) : null}
      </PageHeader>
      <MergedNotice customer={customer} />
      <BalanceTiles customer={customer} />
      <Tabs value={tab} onValueChange={setTab} className="mt-6">
        <TabList aria-label="History">
          <Tab value="points">Points</Tab>
          <Tab value="orders">Orders</Tab>
          <Tab value="rewards">Rewards</Tab>
        </TabList>
        <TabPanel value="points">
          <CustomerTransactions customerId={customer.id} />
        </TabPanel>
        <TabPanel value="orders">
          <OrdersCard customerId={customer.id} />
        </TabPanel>
        <TabPanel value="rewards">
          <CustomerRewards customerId={customer.id} />
        </TabPanel>
      </Tabs>
    </>
  );
}

function BackLink() {
  return (
    <AppLink
      href="/dashboard/customers"
      className="-ml-1 inline-flex items-center gap-1.5 rounded-normal px-1 text-muted hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4" />
      Customers
    </AppLink>
  );
}

function ProfileFacts({ customer }: { customer: CustomerProfile }) {
  const timeZone = useTimeZone();
  const facts = [
    customer.email,
    customer.bcCustomerId === null ? null : `BigCommerce #${customer.bcCustomerId}`,
    customer.memberSince
      ? `Member since ${formatDate(customer.memberSince, timeZone)}`
      : `Known since ${formatDate(customer.bcCreatedAt ?? customer.createdAt, timeZone)}`,
    customer.deletedAt ? `Deleted at BigCommerce ${formatDate(customer.deletedAt, timeZone)}` : null,
  ].filter((fact) => fact !== null);
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {facts.map((fact) => (
        <li key={fact} className="[overflow-wrap:anywhere]">
          {fact}
        </li>
      ))}
    </ul>
  );
}

function ProfileSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading the customer</span>
      <Skeleton className="h-4 w-24" />
      <Skeleton className="mt-4 h-8 w-64" />
      <Skeleton className="mt-3 w-80 max-w-full" />
      <div className="mt-6 grid gap-3 tablet:grid-cols-3 tablet:gap-5">
        {["balance", "pending", "debt"].map((name) => (
          <Card key={name} className="px-5 py-4">
            <Skeleton className="h-3.5 w-20" />
            <Skeleton className="mt-3 h-7 w-24" />
          </Card>
        ))}
      </div>
    </div>
  );
}
