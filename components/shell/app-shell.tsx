"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { LaurelMark } from "@/components/brand/laurel-mark";
import { KeepSession } from "@/components/session/keep-session";
import { useSessionState } from "@/components/session/use-session";
import { AppLink } from "@/components/shell/app-link";
import { LeaveGuardProvider } from "@/components/shell/leave-guard";
import { isCurrent, navItems } from "@/components/shell/nav-items";
import { cn } from "@/components/ui/class-names";
import { ToastProvider } from "@/components/ui/toast";

/** Frame of every dashboard page: one slim bar, then the page. */
export function AppShell({ children }: { children: ReactNode }) {
  const lost = useSessionState().status === "lost";
  return (
    <ToastProvider>
      <LeaveGuardProvider>
        <a
          href="#page"
          className="fixed top-2 left-2 z-60 -translate-y-16 rounded-normal bg-primary-40 px-3 py-2 font-medium text-white focus-visible:translate-y-0"
        >
          Skip to content
        </a>
        <header inert={lost} className="sticky top-0 z-20 border-hairline border-b bg-surface">
          <div className="mx-auto flex max-w-6xl flex-wrap items-stretch gap-x-8 px-4 tablet:h-14 tablet:flex-nowrap tablet:px-6">
            <Brand />
            <MainNav />
          </div>
        </header>
        <main id="page" className="mx-auto max-w-6xl px-4 pt-6 pb-16 tablet:px-6 tablet:pt-8">
          {children}
        </main>
        <KeepSession />
      </LeaveGuardProvider>
    </ToastProvider>
  );
}

function Brand() {
  return (
    <AppLink
      href="/dashboard"
      className="flex items-center gap-2.5 py-3 font-semibold text-brand text-lg tracking-[-0.012em] tablet:py-0"
    >
      <LaurelMark className="size-7" />
      Laurel
    </AppLink>
  );
}

function MainNav() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Laurel"
      className="-mx-4 flex w-[calc(100%+2rem)] flex-wrap tablet:mx-0 tablet:w-auto tablet:flex-nowrap tablet:gap-1 tablet:px-0"
    >
      {navItems.map(({ href, label, icon: Icon }) => {
        const current = isCurrent(href, pathname);
        return (
          <AppLink
            key={href}
            href={href}
            aria-current={current ? "page" : undefined}
            className={cn(
              "relative flex flex-1 flex-col items-center gap-1 px-1 pt-1 pb-2.5 font-medium text-2xs transition-colors tablet:flex-none tablet:flex-row tablet:px-3 tablet:py-0 tablet:text-base",
              "after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full tablet:after:inset-x-3",
              "focus-visible:outline-offset-[-2px]",
              current ? "text-primary-50 after:bg-primary-40" : "text-muted hover:text-ink",
            )}
          >
            <Icon aria-hidden className="size-4.5 tablet:hidden" />
            {label}
          </AppLink>
        );
      })}
    </nav>
  );
}
