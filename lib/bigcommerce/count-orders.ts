import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { type PlacedBetween, placedQuery } from "./orders";
import { integer } from "./schemas/primitives";

const countSchema = z.object({
  count: integer,
  statuses: z.array(z.object({ id: integer, count: integer })).nullish(),
});

/** How many there are, and how many of them stand in each status. */
export type OrderCount = { total: number; byStatus: ReadonlyMap<number, number> };

/** `GET /v2/orders/count`: the orders placed in that time, as the list of them would give. One call. */
export async function countOrdersPlaced(
  client: BigCommerceClient,
  placed: PlacedBetween,
): Promise<OrderCount> {
  const { count, statuses } = await client.get<z.output<typeof countSchema>>({
    operation: "orders.count_placed",
    path: "v2/orders/count",
    query: placedQuery(placed),
    schema: countSchema,
  });
  return { total: count, byStatus: new Map((statuses ?? []).map((status) => [status.id, status.count])) };
}
