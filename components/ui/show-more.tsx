import { Button } from "@/components/ui/button";

type ShowMoreProps = {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  shown: number;
  noun: string;
};

/** Foot of a list that goes on: how many are shown, and the next page. */
export function ShowMore({ query, shown, noun }: ShowMoreProps) {
  return (
    <div className="flex items-center justify-between gap-4 border-hairline border-t px-5 py-3">
      <p className="tabular text-muted text-sm" aria-live="polite">
        {query.hasNextPage ? `Showing the latest ${shown} ${noun}` : `All ${shown} ${noun} shown`}
      </p>
      {query.hasNextPage ? (
        <Button size="small" busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </div>
  );
}
