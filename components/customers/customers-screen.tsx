"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { SearchX, Users } from "lucide-react";
import { CustomerFilters } from "@/components/customers/customer-filters";
import { CustomerTable } from "@/components/customers/customer-table";
import { customersQuery } from "@/components/customers/queries";
import { useCustomerFilter } from "@/components/customers/use-customer-filter";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { PageHeader } from "@/components/ui/page-header";
import { PagedList } from "@/components/ui/paged-list";
import { EmptyState } from "@/components/ui/states";

/** Find a customer, see where they stand. */
export function CustomersScreen() {
  const { filter, setFilter } = useCustomerFilter();
  const customers = useInfiniteQuery({ ...customersQuery(filter), placeholderData: keepPreviousData });
  const filtered = Boolean(filter.q || filter.state);
  return (
    <>
      <PageHeader title="Customers" description="Everyone in your store, and the points they hold." />
      <Card aria-label="Customers">
        <CustomerFilters filter={filter} onChange={setFilter} busy={customers.isFetching} />
        <div className={cn("transition-opacity", customers.isPlaceholderData && "opacity-50")}>
          <PagedList
            query={customers}
            noun="customers"
            empty={filtered ? <NoMatch onClear={() => setFilter({})} /> : <NoCustomers />}
          >
            {(items) => <CustomerTable customers={items} />}
          </PagedList>
        </div>
      </Card>
    </>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title="No customer matches"
      action={<Button onClick={onClear}>Clear search and filter</Button>}
    >
      Try part of a name, part of an e-mail address, or a customer id.
    </EmptyState>
  );
}

function NoCustomers() {
  return (
    <EmptyState icon={Users} title="No customers yet">
      Your customers are copied from BigCommerce after install; new ones appear here by themselves.
    </EmptyState>
  );
}
