import {
  Activity,
  Gift,
  LayoutDashboard,
  type LucideIcon,
  Palette,
  Settings,
  Sprout,
  Users,
} from "lucide-react";

export type NavItem = { href: string; label: string; icon: LucideIcon };

export const navItems: readonly NavItem[] = [
  { href: "/dashboard", label: "Overview", icon: LayoutDashboard },
  { href: "/dashboard/customers", label: "Customers", icon: Users },
  { href: "/dashboard/program", label: "Earning", icon: Sprout },
  { href: "/dashboard/rewards", label: "Rewards", icon: Gift },
  { href: "/dashboard/branding", label: "Branding", icon: Palette },
  { href: "/dashboard/activity", label: "Activity", icon: Activity },
  { href: "/dashboard/settings", label: "Settings", icon: Settings },
];

/**
 * The overview only by its own address, every other section also by the pages below it; orders belong to activity,
 * the proof and the import of past orders to settings.
 */
export function isCurrent(href: string, pathname: string): boolean {
  const path = homeOf(pathname);
  return href === "/dashboard" ? path === href : path === href || path.startsWith(`${href}/`);
}

const ofSettings = new Set(["/dashboard/proof", "/dashboard/imports"]);

function homeOf(pathname: string): string {
  if (pathname.startsWith("/dashboard/orders/")) return "/dashboard/activity";
  return ofSettings.has(pathname) ? "/dashboard/settings" : pathname;
}
