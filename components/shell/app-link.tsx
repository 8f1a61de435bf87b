"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import { useLeaveGuard } from "@/components/shell/leave-guard";

/** A link inside the dashboard; asks first when the page has unsaved changes. */
export function AppLink({ href, ...rest }: Omit<ComponentProps<typeof Link>, "href"> & { href: string }) {
  const { guard } = useLeaveGuard();
  return <Link href={href} onNavigate={(event) => guard(href, event)} {...rest} />;
}
