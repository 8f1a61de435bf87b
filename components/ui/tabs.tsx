"use client";

import { Tabs as RadixTabs } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

/* Radix Tabs, shape after shadcn/ui (MIT): underlined, as in the control panel. */
export const Tabs = RadixTabs.Root;

export function TabList({ className, ...rest }: ComponentProps<typeof RadixTabs.List>) {
  return (
    <RadixTabs.List
      className={cn("flex gap-6 overflow-x-auto border-line border-b [scrollbar-width:none]", className)}
      {...rest}
    />
  );
}

export function Tab({ className, ...rest }: ComponentProps<typeof RadixTabs.Trigger>) {
  return (
    <RadixTabs.Trigger
      className={cn(
        "-mb-px whitespace-nowrap border-transparent border-b-2 px-0.5 pt-1 pb-2.5 font-medium text-base text-muted transition-colors hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-primary-40 data-[state=active]:text-primary-50",
        className,
      )}
      {...rest}
    />
  );
}

export function TabPanel({ className, ...rest }: ComponentProps<typeof RadixTabs.Content>) {
  return <RadixTabs.Content className={cn("pt-5", className)} {...rest} />;
}
