"use client";

import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import type { Page } from "@/lib/schemas/admin/page";

type PagedListProps<Item> = {
  query: UseInfiniteQueryResult<InfiniteData<Page<Item>>>;
  /** Plural, lower case: "customers". */
  noun: string;
  /** Shown when there is nothing at all. */
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
};

/** The four states of a list that is read page by page: loading, failed, empty, and its rows with more to come. */
export function PagedList<Item>({ query, noun, empty, children }: PagedListProps<Item>) {
  if (query.isPending) return <SkeletonRows label={`Loading ${noun}`} />;
  if (!query.data) {
    return (
      <ErrorState
        title={`The ${noun} could not be loaded`}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return empty;
  return (
    <>
      {children(items)}
      <ShowMore query={query} shown={items.length} noun={noun} />
    </>
  );
}
