"use client";

import { CustomerStateBadge } from "@/components/customers/state-badge";
import { AppLink } from "@/components/shell/app-link";
import { Avatar } from "@/components/ui/avatar";
import { Relative } from "@/components/ui/instant";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/format-points";
import type { CustomerRow } from "@/lib/schemas/admin/customers";

/** A table where there is room for one, cards on a phone. */
export function CustomerTable({ customers }: { customers: CustomerRow[] }) {
  return (
    <>
      <div className="hidden tablet:block">
        <Table>
          <thead>
            <tr>
              <HeadCell>Customer</HeadCell>
              <HeadCell>State</HeadCell>
              <HeadCell className="text-right">Balance</HeadCell>
              <HeadCell className="text-right">Pending</HeadCell>
              <HeadCell className="text-right">Last activity</HeadCell>
            </tr>
          </thead>
          <tbody>
            {customers.map((customer) => (
              <CustomerTableRow key={customer.id} customer={customer} />
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="border-hairline border-t tablet:hidden">
        {customers.map((customer) => (
          <CustomerCard key={customer.id} customer={customer} />
        ))}
      </ul>
    </>
  );
}

function CustomerTableRow({ customer }: { customer: CustomerRow }) {
  return (
    <Row className="relative transition-colors hover:bg-secondary-10/70">
      <Cell>
        <div className="flex items-center gap-3">
          <Avatar name={customer.name} id={customer.id} />
          <div className="min-w-0">
            <AppLink
              href={`/dashboard/customers/${customer.id}`}
              className="font-medium after:absolute after:inset-0 hover:text-primary-50"
            >
              {customer.name}
            </AppLink>
            <p className="truncate text-muted text-sm">{customer.email}</p>
          </div>
        </div>
      </Cell>
      <Cell>
        <CustomerStateBadge state={customer.state} />
      </Cell>
      <Cell className="tabular text-right font-medium">
        <Balance customer={customer} />
      </Cell>
      <Cell className="tabular text-right text-muted">
        {customer.pointsPending === 0 ? "–" : formatNumber(customer.pointsPending)}
      </Cell>
      <Cell className="whitespace-nowrap text-right text-muted text-sm">
        {customer.lastActivityAt ? <Relative at={customer.lastActivityAt} /> : "–"}
      </Cell>
    </Row>
  );
}

function CustomerCard({ customer }: { customer: CustomerRow }) {
  return (
    <li className="relative flex items-center gap-3 border-hairline border-b px-4 py-3.5 last:border-b-0">
      <Avatar name={customer.name} id={customer.id} />
      <div className="min-w-0 flex-1">
        <AppLink
          href={`/dashboard/customers/${customer.id}`}
          className="block truncate font-medium after:absolute after:inset-0"
        >
          {customer.name}
        </AppLink>
        <p className="truncate text-muted text-sm">{customer.email}</p>
      </div>
      <div className="flex flex-col items-end gap-1">
        <span className="tabular font-semibold">
          <Balance customer={customer} />
        </span>
        <CustomerStateBadge state={customer.state} />
      </div>
    </li>
  );
}

/** Owed points stand in place of the balance, which is 0 then. */
function Balance({ customer }: { customer: CustomerRow }) {
  if (customer.pointsDebt === 0) return formatNumber(customer.pointsAvailable);
  return (
    <span className="text-danger-60">
      {formatNumber(-customer.pointsDebt).replace("-", "\u2212")}
      <span className="sr-only"> owed</span>
    </span>
  );
}
