import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** What a cursor belongs to: one list of one store under one filter. */
export type CursorScope = { list: string; storeId: bigint; filter?: Record<string, unknown> };

/** The cursor of the page after the row `lastId`; it says where to go on and that we said so. */
export function encodeCursor(scope: CursorScope, lastId: number): string {
  return `${lastId.toString(36)}.${sign(scope, lastId)}`;
}

/**
 * The id to go on after, or null for the first page. Throws `AppError("validation_failed")` naming `cursor` when it
 * was changed, or belongs to another list, filter or store.
 */
export function decodeCursor(scope: CursorScope, cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const [position = "", signature = ""] = cursor.split(".");
  const lastId = /^[0-9a-z]{1,11}$/.test(position) ? Number.parseInt(position, 36) : Number.NaN;
  if (Number.isSafeInteger(lastId) && equal(signature, sign(scope, lastId))) return lastId;
  throw new AppError("validation_failed", "The cursor does not belong to this list.", {
    fields: { cursor: ["does not belong to this list: start again without it"] },
  });
}

/** Cuts `rows` (one more than asked for) to the page and makes the next cursor from its last row. */
export function toPage<Row extends { id: number }>(scope: CursorScope, rows: Row[], limit: number) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(scope, last.id) : null };
}

function sign({ list, storeId, filter = {} }: CursorScope, lastId: number): string {
  const filters = Object.entries(filter).filter(([, value]) => value !== undefined);
  const text = JSON.stringify([list, String(storeId), filters.sort(), lastId]);
  return createHmac("sha256", `laurel/cursor/${env().NEXTAUTH_SECRET}`)
    .update(text)
    .digest("base64url")
    .slice(0, 16);
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
