import { Button } from "@/components/ui/button";
import { DateOnly, Relative } from "@/components/ui/instant";
import type { ApiKeyRow } from "@/lib/schemas/admin/api-keys";

type ApiKeyListProps = { keys: readonly ApiKeyRow[]; onRevoke: ((key: ApiKeyRow) => void) | null };

/** The keys that work: how they begin, whose they are, when they were last used. */
export function ApiKeyList({ keys, onRevoke }: ApiKeyListProps) {
  if (keys.length === 0) {
    return <p className="border-hairline border-t px-5 py-4 text-muted">There are no keys yet.</p>;
  }
  return (
    <ul className="divide-y divide-hairline border-hairline border-t">
      {keys.map((key) => (
        <li key={key.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 py-3">
          <div className="min-w-0 flex-1 basis-48">
            <p className="font-medium [overflow-wrap:anywhere]">{key.name}</p>
            <p className="font-mono text-muted text-xs">{key.prefix}…</p>
            <p className="mt-0.5 text-muted text-sm [overflow-wrap:anywhere]">
              Made <DateOnly at={key.createdAt} />
              {key.createdBy ? ` by ${key.createdBy}` : ""} ·{" "}
              {key.lastUsedAt ? (
                <>
                  used <Relative at={key.lastUsedAt} />
                </>
              ) : (
                "never used"
              )}
            </p>
          </div>
          {onRevoke ? (
            <Button size="small" onClick={() => onRevoke(key)}>
              Revoke<span className="sr-only"> {key.name}</span>
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
