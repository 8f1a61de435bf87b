import { z } from "zod";
import type { ApiPath, Query } from "./client/build-url";
import type { BigCommerceClient } from "./client/client";
import { type Collection, collection } from "./schemas/primitives";

export const pageSizeMax = 250;
/** The smallest page any endpoint is known to cut a larger `limit` down to. */
const pageSizeDefault = 50;

type ListCall<T extends z.ZodType> = {
  operation: string;
  path: ApiPath;
  query?: Query;
  item: T;
  pageSize?: number;
};

/** One v3 page. A 204 or an empty body is an empty page. */
export async function getCollection<T extends z.ZodType>(
  client: BigCommerceClient,
  call: ListCall<T>,
): Promise<Collection<z.output<T>>> {
  const { operation, path, query = {} } = call;
  return client.get<Collection<z.output<T>>>({
    operation,
    path,
    query,
    schema: collection(call.item) as unknown as z.ZodType<Collection<z.output<T>>>,
    empty: { data: [] },
  });
}

/**
 * The pages of a v3 list by `page`/`limit`, one at a time: for lists of any length. Some endpoints page without saying
 * so (`meta: {}`); then a page counts as the last one when it is shorter than what no endpoint cuts a page to.
 */
export async function* eachPage<T extends z.ZodType>(
  client: BigCommerceClient,
  call: ListCall<T>,
): AsyncGenerator<z.output<T>[]> {
  const limit = call.pageSize ?? pageSizeMax;
  for (let page = 1; ; page += 1) {
    const { data, meta } = await getCollection(client, { ...call, query: { ...call.query, page, limit } });
    yield data;
    const pages = meta?.pagination?.total_pages ?? null;
    if (data.length === 0 || (pages === null ? isShortPage(data.length, limit) : page >= pages)) return;
  }
}

/** All of {@link eachPage} at once, for lists that are known to be short. */
export async function listAllPages<T extends z.ZodType>(
  client: BigCommerceClient,
  call: ListCall<T>,
): Promise<z.output<T>[]> {
  const rows: z.output<T>[] = [];
  for await (const page of eachPage(client, call)) rows.push(...page);
  return rows;
}

/** Reads rows one by one, so that an odd one does not hide the others. */
export function readRows<T extends z.ZodType>(
  rows: readonly unknown[],
  item: T,
): { read: z.output<T>[]; unreadable: { row: unknown; problem: string }[] } {
  const read: z.output<T>[] = [];
  const unreadable: { row: unknown; problem: string }[] = [];
  for (const row of rows) {
    const parsed = item.safeParse(row);
    if (parsed.success) read.push(parsed.data);
    else unreadable.push({ row, problem: z.prettifyError(parsed.error).slice(0, 500) });
  }
  return { read, unreadable };
}

/** May this page be the last one, judged by its length alone? */
export function isShortPage(rows: number, limit: number): boolean {
  return rows < Math.min(limit, pageSizeDefault);
}

/** Splits ids into lists short enough for one address. */
export function chunked<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
