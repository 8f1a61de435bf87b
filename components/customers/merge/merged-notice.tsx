import { Merge } from "lucide-react";
import { useTimeZone } from "@/components/session/use-session";
import { AppLink } from "@/components/shell/app-link";
import { formatDate } from "@/lib/format/format-date";
import type { CustomerProfile } from "@/lib/schemas/admin/customers";

const linkStyle = "font-medium text-primary-50 underline underline-offset-2 hover:text-primary-60";

/** Where a customer went, or who came. */
export function MergedNotice({ customer }: { customer: CustomerProfile }) {
  const { mergedInto, mergedFrom } = customer;
  const timeZone = useTimeZone();
  if (!mergedInto && mergedFrom.length === 0) return null;
  return (
    <div className="mb-5 flex items-start gap-3 rounded-card border border-line bg-surface px-5 py-4">
      <Merge aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      {mergedInto ? (
        <p>
          Merged into{" "}
          <AppLink href={`/dashboard/customers/${mergedInto.id}`} className={linkStyle}>
            {mergedInto.name}
          </AppLink>{" "}
          on {formatDate(mergedInto.mergedAt, timeZone)}. Points, orders and rewards are there; what is below
          is what happened before.
        </p>
      ) : (
        <p>
          Includes{" "}
          {mergedFrom.map((person, index) => (
            <span key={person.id}>
              {index > 0 ? ", " : null}
              <AppLink href={`/dashboard/customers/${person.id}`} className={linkStyle}>
                {person.name}
              </AppLink>{" "}
              (merged on {formatDate(person.mergedAt, timeZone)})
            </span>
          ))}
          .
        </p>
      )}
    </div>
  );
}
