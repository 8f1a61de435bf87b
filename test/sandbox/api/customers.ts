import { bodyArray, type Route, readScopes, route } from "../http/call";
import { dateParam, idsIn, withinDates, wordsIn } from "../http/filters";
import { cursorReply } from "../http/paging";
import { Problem } from "../http/problem";
import { data, noContent } from "../http/reply";
import { addCustomer, type CustomerChange, deleteCustomer, updateCustomer } from "../state/customers";
import { isoSeconds } from "../state/format";
import { toMinor, toNumber } from "../state/money";
import type { Customer, StoreState } from "../state/types";

const read = readScopes("store_v2_customers");
const write = ["store_v2_customers"];
const batchMax = 10;

export const customerRoutes: Route[] = [
  route("GET", "/v3/customers", read, ({ store, query }) => {
    const include = (query.get("include") ?? "").split(",");
    const rows = filterCustomers(store, query);
    return cursorReply(rows, query, (customer) => customerView(store, customer, include));
  }),
  route("POST", "/v3/customers", write, (call) => {
    const { store, world } = call;
    const entries = bodyArray(call, batchMax);
    for (const [index, entry] of entries.entries()) {
      if (!entry.email) throw new Problem(422, "Create customers failed.", { [`${index}.email`]: "missing" });
      const taken = [...store.customers.values()].some((one) => one.email === entry.email);
      if (taken) throw new Problem(422, "Create customers failed.", { [`${index}.email`]: "already in use" });
    }
    const made = entries.map((entry) =>
      addCustomer(world, store, {
        email: String(entry.email),
        firstName: String(entry.first_name ?? ""),
        lastName: String(entry.last_name ?? ""),
      }),
    );
    return data(made.map((customer) => customerView(store, customer, [])));
  }),
  route("PUT", "/v3/customers", write, (call) => {
    const { store, world } = call;
    const entries = bodyArray(call, batchMax);
    for (const [index, entry] of entries.entries()) {
      if (store.customers.has(Number(entry.id))) continue;
      throw new Problem(422, "Update customers failed.", { [`${index}.id`]: "invalid customer id" });
    }
    const changed = entries.map((entry) =>
      updateCustomer(world, store, Number(entry.id), changeOf(store, entry)),
    );
    return data(changed.map((customer) => customerView(store, customer, ["storecredit"])));
  }),
  route("DELETE", "/v3/customers", write, ({ store, world, query }) => {
    const ids = idsIn(query, "id:in");
    if (!ids) throw new Problem(422, "The query parameter id:in is required.");
    for (const id of ids) deleteCustomer(world, store, id);
    return noContent();
  }),
];

function filterCustomers(store: StoreState, query: URLSearchParams): Customer[] {
  const ids = idsIn(query, "id:in");
  const groups = idsIn(query, "customer_group_id:in");
  const emails = wordsIn(query, "email:in");
  const like = query.get("name:like")?.toLowerCase() ?? null;
  const created = [dateParam(query, "date_created:min"), dateParam(query, "date_created:max")] as const;
  const modified = [dateParam(query, "date_modified:min"), dateParam(query, "date_modified:max")] as const;
  const rows = [...store.customers.values()].filter(
    (one) =>
      (!ids || ids.has(one.id)) &&
      (!groups || groups.has(one.groupId)) &&
      (!emails || emails.has(one.email.toLowerCase())) &&
      (like === null || `${one.firstName} ${one.lastName}`.toLowerCase().includes(like)) &&
      withinDates(one.createdAt, created[0], created[1]) &&
      withinDates(one.modifiedAt, modified[0], modified[1]),
  );
  return sortCustomers(rows, query.get("sort"));
}

function sortCustomers(rows: Customer[], sort: string | null): Customer[] {
  const [name, direction] = (sort ?? "").split(":");
  const sign = direction === "desc" ? -1 : 1;
  if (name === "date_modified")
    return rows.sort((a, b) => sign * (a.modifiedAt - b.modifiedAt) || a.id - b.id);
  if (name === "date_created") return rows.sort((a, b) => sign * (a.createdAt - b.createdAt) || a.id - b.id);
  if (name === "last_name") return rows.sort((a, b) => sign * a.lastName.localeCompare(b.lastName));
  return rows.sort((a, b) => a.id - b.id);
}

function changeOf(store: StoreState, entry: Record<string, unknown>): CustomerChange {
  const change: CustomerChange = {};
  if (entry.email !== undefined) change.email = String(entry.email);
  if (entry.first_name !== undefined) change.firstName = String(entry.first_name);
  if (entry.last_name !== undefined) change.lastName = String(entry.last_name);
  if (entry.customer_group_id !== undefined) change.groupId = Number(entry.customer_group_id);
  const credit = entry.store_credit_amounts as { amount: number }[] | undefined;
  if (credit) change.storeCredit = toMinor(credit[0]?.amount ?? 0, store.settings.decimalPlaces);
  return change;
}

function customerView(store: StoreState, customer: Customer, include: string[]): object {
  return {
    id: customer.id,
    authentication: { force_password_reset: false },
    company: customer.company,
    customer_group_id: customer.groupId,
    email: customer.email,
    first_name: customer.firstName,
    last_name: customer.lastName,
    notes: customer.notes,
    phone: customer.phone,
    registration_ip_address: "203.0.113.10",
    tax_exempt_category: "",
    date_created: isoSeconds(customer.createdAt),
    date_modified: isoSeconds(customer.modifiedAt),
    accepts_product_review_abandoned_cart_emails: false,
    origin_channel_id: customer.originChannelId,
    channel_ids: null,
    ...(include.includes("addresses") ? { addresses: [], address_count: 0 } : {}),
    ...(include.includes("attributes") ? { attributes: [], attribute_count: 0 } : {}),
    ...(include.includes("formfields") ? { form_fields: [] } : {}),
    ...(include.includes("storecredit")
      ? { store_credit_amounts: [{ amount: toNumber(customer.storeCredit, store.settings.decimalPlaces) }] }
      : {}),
  };
}
