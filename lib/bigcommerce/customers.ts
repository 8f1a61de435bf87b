import { z } from "zod";
import type { Query } from "./client/build-url";
import type { BigCommerceClient } from "./client/client";
import { BigCommerceError } from "./client/errors";
import { type CustomerFacts, mapCustomer } from "./map/customer";
import { toFilterInstant } from "./map/dates";
import { chunked, getCollection, isShortPage, listAllPages, pageSizeMax, readRows } from "./paging";
import { customerGroupSchema, customerRow, customerSchema, storeCreditSchema } from "./schemas/customer";
import { collection } from "./schemas/primitives";

const path = "v3/customers" as const;
const idsPerCall = 200;

/** A customer whose description breaks the documented shape. */
export type CustomerProblem = { customerId: number; problem: string };

/** These customers by id, one call per 200. Deleted ones are in neither answer. */
export async function getCustomersByIds(
  client: BigCommerceClient,
  customerIds: readonly number[],
): Promise<{ customers: Map<number, CustomerFacts>; unreadable: CustomerProblem[] }> {
  const facts = new Map<number, CustomerFacts>();
  const unreadable: CustomerProblem[] = [];
  for (const ids of chunked([...new Set(customerIds)], idsPerCall)) {
    const operation = "customers.by_ids";
    const rows = await listAllPages(client, { operation, path, query: { "id:in": ids }, item: customerRow });
    const page = readCustomers(rows);
    for (const customer of page.customers) facts.set(customer.customerId, customer);
    unreadable.push(...page.unreadable);
  }
  return { customers: facts, unreadable };
}

function readCustomers(rows: readonly z.output<typeof customerRow>[]) {
  const { read, unreadable } = readRows(rows, customerSchema);
  return {
    customers: read.map(mapCustomer),
    unreadable: unreadable.map(({ row, problem }) => ({ customerId: customerRow.parse(row).id, problem })),
  };
}

/** Customer group of each of these customers (`null`: none). */
export async function getCustomerGroups(
  client: BigCommerceClient,
  customerIds: readonly number[],
): Promise<Map<number, number | null>> {
  const groups = new Map<number, number | null>();
  for (const ids of chunked([...new Set(customerIds)], idsPerCall)) {
    const query = { "id:in": ids };
    const call = { operation: "customers.groups", path, query, item: customerGroupSchema } as const;
    for (const row of await listAllPages(client, call)) groups.set(row.id, row.customer_group_id);
  }
  return groups;
}

export type CustomerPage = {
  customers: CustomerFacts[];
  unreadable: CustomerProblem[];
  /** Pass to the next call; `null` at the end. Can be stored and used after a restart. */
  nextCursor: string | null;
  /** How many there are in all; told on the first page only. */
  total: number | null;
};

/** One page of 250 of all customers, for the import. */
export async function listCustomers(client: BigCommerceClient, cursor: string | null): Promise<CustomerPage> {
  return getCustomerPage(client, "customers.list", { sort: "date_created:asc" }, cursor);
}

/**
 * One page of customers modified at or after `modifiedSince`, for the sweep.
 * @throws BigCommerceError `malformed` when the answer ignores the filter.
 */
export async function listCustomersModifiedSince(
  client: BigCommerceClient,
  modifiedSince: string,
  cursor: string | null,
): Promise<CustomerPage> {
  const operation = "customers.list_modified";
  const since = toFilterInstant(modifiedSince);
  const query = { "date_modified:min": since, sort: "date_modified:asc" };
  const page = await getCustomerPage(client, operation, query, cursor);
  const isIgnored = page.customers.some(
    ({ modifiedAt }) => modifiedAt !== null && Date.parse(modifiedAt) < Date.parse(since) - 1_000,
  );
  if (!isIgnored) return page;
  throw new BigCommerceError({
    kind: "malformed",
    status: 200,
    operation,
    summary: "date_modified:min was ignored",
  });
}

/**
 * Cursors hold while rows are added or removed; page numbers do not. Where a store's answer has no cursor the page
 * number is the cursor (`page:2`).
 */
async function getCustomerPage(
  client: BigCommerceClient,
  operation: string,
  filter: Query,
  cursor: string | null,
): Promise<CustomerPage> {
  const page = cursor?.startsWith("page:") ? Number(cursor.slice("page:".length)) : 1;
  const position: Query = cursor === null ? {} : cursor.startsWith("page:") ? { page } : { after: cursor };
  const query = { ...filter, ...position, limit: pageSizeMax };
  const { data, meta } = await getCollection(client, { operation, path, query, item: customerRow });
  const endCursor = meta?.cursor_pagination?.end_cursor;
  const pages = meta?.pagination?.total_pages ?? null;
  const hasNext = meta?.cursor_pagination?.links?.next ?? null;
  const isLast =
    data.length === 0 ||
    (hasNext === null && (pages === null ? isShortPage(data.length, pageSizeMax) : page >= pages));
  return {
    ...readCustomers(data),
    nextCursor: isLast ? null : (endCursor ?? `page:${page + 1}`),
    total: cursor === null ? (meta?.pagination?.total ?? null) : null,
  };
}

/** A customer's store credit as BigCommerce holds it: a decimal in the store's default currency. `null`: no such customer. */
export async function getStoreCredit(client: BigCommerceClient, customerId: number): Promise<string | null> {
  const { data } = await getCollection(client, {
    operation: "customers.store_credit",
    path,
    query: { "id:in": [customerId], include: "storecredit" },
    item: storeCreditSchema,
  });
  const customer = data.find((row) => row.id === customerId);
  return customer ? String(customer.store_credit_amounts[0]?.amount ?? "0") : null;
}

/**
 * Sets a customer's store credit to an absolute amount; there is no increment at BigCommerce. Not repeated on
 * failure: between two attempts the shopper may have spent some. Read again and decide anew.
 */
export async function setStoreCredit(
  client: BigCommerceClient,
  customerId: number,
  amount: string,
): Promise<void> {
  await client.put({
    operation: "customers.set_store_credit",
    path,
    body: [{ id: customerId, store_credit_amounts: [{ amount: Number(amount) }] }],
    schema: collection(z.looseObject({})),
    empty: { data: [] },
    retry: "never",
  });
}
