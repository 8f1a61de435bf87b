import { bodyObject, idParam, notFound, type Route, readScopes, route } from "../http/call";
import { dateParam, idsIn, withinDates } from "../http/filters";
import { pagedReply } from "../http/paging";
import { Problem } from "../http/problem";
import { data } from "../http/reply";
import { subscribe } from "../state/customers";
import { isoSeconds } from "../state/format";
import type { Subscriber } from "../state/types";

const read = readScopes("store_v2_customers");

export const subscriberRoutes: Route[] = [
  route("GET", "/v3/customers/subscribers", read, ({ store, query }) => {
    const ids = idsIn(query, "id:in") ?? (query.has("id") ? new Set([Number(query.get("id"))]) : null);
    const email = query.get("email")?.toLowerCase();
    const min = dateParam(query, "date_modified:min");
    const max = dateParam(query, "date_modified:max");
    const rows = [...store.subscribers.values()].filter(
      (one) =>
        (!ids || ids.has(one.id)) &&
        (!email || one.email.toLowerCase() === email) &&
        withinDates(one.modifiedAt, min, max),
    );
    return pagedReply(rows, query, subscriberView);
  }),
  route("GET", "/v3/customers/subscribers/:subscriberId", read, (call) =>
    data(subscriberView(call.store.subscribers.get(idParam(call, "subscriberId")) ?? notFound())),
  ),
  route("POST", "/v3/customers/subscribers", ["store_v2_customers"], (call) => {
    const email = String(bodyObject(call).email ?? "").toLowerCase();
    if (!email) throw new Problem(422, "Subscriber is invalid", { email: "required" });
    const known = [...call.store.subscribers.values()].some((one) => one.email.toLowerCase() === email);
    if (known) throw new Problem(409, "A subscriber with this email exists");
    return data(subscriberView(subscribe(call.world, call.store, { email })));
  }),
];

function subscriberView(one: Subscriber): object {
  return {
    id: one.id,
    email: one.email,
    first_name: one.firstName,
    last_name: one.lastName,
    source: one.source,
    order_id: one.orderId,
    channel_id: one.channelId,
    consents: one.consents,
    date_created: isoSeconds(one.createdAt),
    date_modified: isoSeconds(one.modifiedAt),
  };
}
