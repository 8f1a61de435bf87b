import { z } from "zod";

/**
 * Building blocks of the lenient schemas: what BigCommerce documents is required, what it adds later passes,
 * and numbers may come as text ("Float, Float-As-String, Integer").
 */
export const integer = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+(\.0+)?$/)
    .transform(Number),
]);

/** An amount in its own currency, as the API wrote it. Turned into minor units only by `moneyToMinor`. */
export const money = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]);
export type Money = z.output<typeof money>;

/** Amounts that older or partial orders leave out or send as `""`. */
export const moneyOrZero = z
  .union([money, z.literal(""), z.null(), z.undefined()])
  .transform((value) => (value === "" || value === null || value === undefined ? "0" : value));

/** What Postgres cannot store as text: NUL, and halves of surrogate pairs. */
const unstorable = /\0|\p{Surrogate}/gu;

export const text = z
  .string()
  .nullish()
  .transform((value) => (value ?? "").replace(unstorable, ""));
export const textOrNull = text.transform((value) => (value ? value : null));
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** Null, absent and 0 all mean "none" for ids at BigCommerce. */
export const idOrNull = integer.nullish().transform((value) => (value ? value : null));

export const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

/** Endpoints differ in which of these they send. */
const pagination = z.looseObject({ total: integer.nullish(), total_pages: integer.nullish() });
const cursorPagination = z.looseObject({
  end_cursor: z.string().nullish(),
  links: z.looseObject({ next: textOrNull }).nullish(),
});

/** v3's `{data, meta}` around one thing. */
export const envelope = <T extends z.ZodType>(data: T) => z.looseObject({ data });

/**
 * v3's `{data: [], meta}`. Several endpoints leave `pagination` out although they page, and an empty `meta` may be a
 * list: what cannot be read there counts as absent.
 */
export const collection = <T extends z.ZodType>(item: T) =>
  z.looseObject({
    data: z.array(item),
    meta: z
      .looseObject({
        pagination: pagination.nullish().catch(null),
        cursor_pagination: cursorPagination.nullish().catch(null),
      })
      .nullish()
      .catch(null),
  });
export type Collection<T> = {
  data: T[];
  meta?: {
    pagination?: { total?: number | null; total_pages?: number | null } | null;
    cursor_pagination?: { end_cursor?: string | null; links?: { next: string | null } | null } | null;
  } | null;
};
