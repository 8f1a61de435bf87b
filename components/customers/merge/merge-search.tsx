"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import { useRested } from "@/components/customers/merge/use-rested";
import { customersQuery } from "@/components/customers/queries";
import { Avatar } from "@/components/ui/avatar";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { formatNumber } from "@/lib/format/format-points";
import type { CustomerProfile, CustomerRow } from "@/lib/schemas/admin/customers";

/** How long typing must rest before customers are asked for. */
const restMs = 250;

type MergeSearchProps = { customer: CustomerProfile; onChoose: (other: CustomerRow) => void };

/** Finds the other account. */
export function MergeSearch({ customer, onChoose }: MergeSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const q = useRested(typed.trim(), restMs);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <div className="mt-5 flex flex-col gap-4">
      <Field label="The other account" hint="Part of a name, part of an e-mail address, or a customer id.">
        {(control) => (
          <Input
            {...control}
            ref={field}
            type="search"
            autoComplete="off"
            maxLength={100}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
      {q === "" ? null : <Found q={q} without={customer.id} onChoose={onChoose} />}
    </div>
  );
}

type FoundProps = { q: string; without: number; onChoose: (other: CustomerRow) => void };

function Found({ q, without, onChoose }: FoundProps) {
  const customers = useInfiniteQuery({ ...customersQuery({ q }), placeholderData: keepPreviousData });
  if (customers.error) return <p role="alert">{customers.error.message}</p>;
  if (!customers.data) return <Skeleton className="h-14" />;
  const found = (customers.data.pages[0]?.items ?? []).filter(({ id }) => id !== without);
  return (
    <>
      <p role="status" className="text-muted text-sm">
        {found.length === 0 ? "Nobody else matches." : `${found.length} found. Choose one to compare.`}
      </p>
      <ul className="-mx-2 max-h-72 overflow-y-auto">
        {found.map((other) => (
          <li key={other.id}>
            <button
              type="button"
              onClick={() => onChoose(other)}
              className="flex w-full items-center gap-3 rounded-normal px-2 py-2 text-left hover:bg-secondary-10"
            >
              <Avatar name={other.name} id={other.id} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{other.name}</span>
                <span className="block truncate text-muted text-sm">{other.email}</span>
              </span>
              <span className="tabular text-muted text-sm">{formatNumber(other.pointsAvailable)} points</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
