import { bodyObject, idParam, notFound, type Route, readScopes, route } from "../http/call";
import { pageRows } from "../http/paging";
import { Problem } from "../http/problem";
import { ok, v2List } from "../http/reply";
import { nextId } from "../state/create-store";
import type { CustomerGroup } from "../state/types";

const read = readScopes("store_v2_customers");

export const customerGroupRoutes: Route[] = [
  route("GET", "/v2/customer_groups", read, ({ store, query }) => {
    const name = query.get("name");
    const rows = [...store.groups.values()].filter((group) => name === null || group.name === name);
    return v2List(pageRows(rows, query).map(groupView));
  }),
  route("GET", "/v2/customer_groups/:groupId", read, (call) =>
    ok(groupView(call.store.groups.get(idParam(call, "groupId")) ?? notFound())),
  ),
  route("POST", "/v2/customer_groups", ["store_v2_customers"], (call) => {
    const { name } = bodyObject(call);
    if (typeof name !== "string" || !name) throw new Problem(400, "The field 'name' is required.");
    const now = call.world.now();
    const group = { id: nextId(call.store, "group"), name, createdAt: now, modifiedAt: now };
    call.store.groups.set(group.id, group);
    call.world.changed();
    return ok(groupView(group));
  }),
];

const sqlDate = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace("T", " ");

function groupView(group: CustomerGroup): object {
  return {
    id: group.id,
    name: group.name,
    is_default: false,
    category_access: { type: "all" },
    discount_rules: [],
    date_created: sqlDate(group.createdAt),
    date_modified: sqlDate(group.modifiedAt),
    is_group_for_guests: false,
  };
}
