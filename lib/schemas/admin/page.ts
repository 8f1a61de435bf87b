import { z } from "zod";

export const idSchema = z.number().int().positive();

/** An id in an address, which is text. */
export const idParam = z.coerce.number().int().positive();

export const idParams = z.object({ id: idParam });

/** ISO 8601 in UTC with milliseconds. */
export const instantSchema = z.iso.datetime();

export const pageSizeMax = 100;

/** What every list takes: how many, and where to go on. A cursor is opaque and belongs to one list and filter. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(pageSizeMax).default(25),
  cursor: z.string().min(1).max(200).optional(),
});

/** A page of a list, newest first; `nextCursor` is null on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export type Page<Item> = { items: Item[]; nextCursor: string | null };
