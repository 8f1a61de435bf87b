"use client";

import { LoaderCircle, Search } from "lucide-react";
import { useEffect, useState } from "react";
import type { CustomersFilter } from "@/components/customers/queries";
import { customerStates } from "@/components/customers/state-badge";
import { Input, Select } from "@/components/ui/input";
import type { CustomerState } from "@/lib/schemas/admin/customers";

/** How long typing must rest before the list is asked for. */
const restMs = 250;

type CustomerFiltersProps = {
  filter: CustomersFilter;
  onChange: (filter: CustomersFilter) => void;
  busy: boolean;
};

export function CustomerFilters({ filter, onChange, busy }: CustomerFiltersProps) {
  const [typed, setTyped] = useState(filter.q ?? "");
  const [applied, setApplied] = useState(filter.q);
  if (applied !== filter.q) {
    setApplied(filter.q);
    setTyped(filter.q ?? "");
  }
  useEffect(() => {
    const text = typed.trim();
    if (text === (filter.q ?? "")) return;
    const timer = setTimeout(() => onChange({ ...filter, q: text }), restMs);
    return () => clearTimeout(timer);
  }, [typed, filter, onChange]);
  const Icon = busy ? LoaderCircle : Search;
  return (
    <search className="flex flex-col gap-3 p-4 tablet:flex-row tablet:px-5">
      <div className="relative flex-1">
        <Icon
          aria-hidden
          className={`-translate-y-1/2 pointer-events-none absolute top-1/2 left-3 size-4 text-muted ${busy ? "animate-spin" : ""}`}
        />
        <Input
          type="search"
          aria-label="Search customers"
          placeholder="Search by name, e-mail or id"
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.target.value)}
          className="pl-9"
        />
      </div>
      <Select
        aria-label="State"
        value={filter.state ?? ""}
        onChange={(event) => onChange(withState(filter, event.target.value))}
        className="tablet:w-44"
      >
        <option value="">All states</option>
        {Object.entries(customerStates).map(([state, { label }]) => (
          <option key={state} value={state}>
            {label}
          </option>
        ))}
      </Select>
    </search>
  );
}

function withState({ q }: CustomersFilter, value: string): CustomersFilter {
  return { ...(q ? { q } : {}), ...(value ? { state: value as CustomerState } : {}) };
}
