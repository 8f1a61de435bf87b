"use client";

import { useSearchParams } from "next/navigation";
import { InboxPanel } from "@/components/activity/inbox-panel";
import { PointsFeed } from "@/components/activity/points-feed";
import { RunsPanel } from "@/components/activity/runs-panel";
import { OrdersCard } from "@/components/orders/orders-card";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";

const tabs = ["points", "orders", "inbox", "runs"] as const;

/** What happened lately: to points, at the door, and in the background. The open tab is part of the address. */
export function ActivityScreen() {
  const search = useSearchParams();
  const tab = tabs.find((name) => name === search.get("tab")) ?? "points";
  const open = (name: string) =>
    window.history.replaceState(
      null,
      "",
      name === "points" ? "/dashboard/activity" : `/dashboard/activity?tab=${name}`,
    );
  return (
    <>
      <PageHeader
        title="Activity"
        description="Every change of points, every webhook, every background run, and a retry where something failed."
      />
      <Tabs value={tab} onValueChange={open}>
        <TabList aria-label="Activity">
          <Tab value="points">Points feed</Tab>
          <Tab value="orders">Orders</Tab>
          <Tab value="inbox">Webhook inbox</Tab>
          <Tab value="runs">Background runs</Tab>
        </TabList>
        <TabPanel value="points">
          <Card aria-label="Points feed">
            <PointsFeed />
          </Card>
        </TabPanel>
        <TabPanel value="orders">
          <OrdersCard />
        </TabPanel>
        <TabPanel value="inbox">
          <Card aria-label="Webhook inbox">
            <InboxPanel />
          </Card>
        </TabPanel>
        <TabPanel value="runs">
          <Card aria-label="Background runs">
            <RunsPanel />
          </Card>
        </TabPanel>
      </Tabs>
    </>
  );
}
