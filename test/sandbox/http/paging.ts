import type { Reply } from "./reply";

const pageSizeDefault = 50;
const pageSizeMax = 250;

function pageOf(query: URLSearchParams): { page: number; limit: number } {
  const number = (name: string, fallback: number) => {
    const value = Number(query.get(name) ?? fallback);
    return Number.isInteger(value) && value > 0 ? value : fallback;
  };
  return { page: number("page", 1), limit: Math.min(number("limit", pageSizeDefault), pageSizeMax) };
}

/** One page of a v2 collection. */
export function pageRows<T>(rows: T[], query: URLSearchParams): T[] {
  const { page, limit } = pageOf(query);
  return rows.slice((page - 1) * limit, page * limit);
}

/** One page of a v3 collection with `meta.pagination`. */
export function pagedReply<T>(rows: T[], query: URLSearchParams, view: (row: T) => unknown): Reply {
  const { page, limit } = pageOf(query);
  const slice = rows.slice((page - 1) * limit, page * limit);
  const totalPages = Math.max(1, Math.ceil(rows.length / limit));
  const link = (target: number) => `?page=${target}&limit=${limit}`;
  return {
    status: 200,
    json: {
      data: slice.map(view),
      meta: {
        pagination: {
          total: rows.length,
          count: slice.length,
          per_page: limit,
          current_page: page,
          total_pages: totalPages,
          links: {
            ...(page > 1 ? { previous: link(page - 1) } : {}),
            current: link(page),
            ...(page < totalPages ? { next: link(page + 1) } : {}),
          },
        },
      },
    },
  };
}

const toCursor = (id: number) => Buffer.from(`id:${id}`).toString("base64");
const fromCursor = (cursor: string) =>
  Number(/^id:(\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1]);

/**
 * Customers and promotion codes page by number or by cursor. The first page carries both; a page asked for with
 * `after` or `before` only `cursor_pagination`. Rows must be sorted by id.
 */
export function cursorReply<T extends { id: number }>(
  rows: T[],
  query: URLSearchParams,
  view: (row: T) => unknown,
): Reply {
  const after = query.get("after");
  const before = query.get("before");
  const { limit } = pageOf(query);
  const byNumber = !after && !before;
  let slice: T[];
  if (after) {
    const id = fromCursor(after);
    slice = rows.filter((row) => row.id > id).slice(0, limit);
  } else if (before) {
    const id = fromCursor(before);
    slice = rows.filter((row) => row.id < id).slice(-limit);
  } else {
    slice = pageRows(rows, query);
  }
  const first = slice[0];
  const last = slice[slice.length - 1];
  const link = (side: "after" | "before", id: number) =>
    `?limit=${limit}&${side}=${encodeURIComponent(toCursor(id))}`;
  const hasMore = last !== undefined && (rows[rows.length - 1]?.id ?? 0) > last.id;
  const hasLess = first !== undefined && (rows[0]?.id ?? 0) < first.id;
  const cursor = {
    count: slice.length,
    per_page: limit,
    ...(first && last ? { start_cursor: toCursor(first.id), end_cursor: toCursor(last.id) } : {}),
    links: {
      ...(hasLess ? { previous: link("before", first.id) } : {}),
      ...(hasMore ? { next: link("after", last.id) } : {}),
    },
  };
  const numbered = byNumber ? (pagedReply(rows, query, view).json as { meta: object }).meta : {};
  return { status: 200, json: { data: slice.map(view), meta: { ...numbered, cursor_pagination: cursor } } };
}
