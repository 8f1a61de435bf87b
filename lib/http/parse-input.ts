import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { readJsonBody } from "@/lib/http/read-body";
import { fieldErrors } from "@/lib/schemas/field-errors";

export type Schema = z.ZodType | undefined;
export type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;

/** What a route takes in; a part without a schema is not read at all. */
export type InputSchemas<P extends Schema, Q extends Schema, B extends Schema> = {
  params?: P;
  query?: Q;
  body?: B;
};

export type Input<P extends Schema, Q extends Schema, B extends Schema> = {
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
};

/** Next hands route parameters over as a promise. */
export type RouteContext = { params: Promise<unknown> };

/**
 * Parses what the schemas name. Throws `AppError`: `validation_failed` with errors by field, or what reading the body throws.
 * A route parameter that does not parse is an address that does not exist: `not_found`.
 */
export async function parseInput<P extends Schema, Q extends Schema, B extends Schema>(
  request: Request,
  context: RouteContext,
  schemas: InputSchemas<P, Q, B>,
): Promise<Input<P, Q, B>> {
  const params = schemas.params?.safeParse(await context.params);
  if (params && !params.success) throw new AppError("not_found", "There is nothing at this address.");
  const query = schemas.query && parse(schemas.query, readQuery(request.url));
  const body = schemas.body && parse(schemas.body, await readJsonBody(request));
  return { params: params?.data, query, body } as Input<P, Q, B>;
}

/** Throws for a NUL in a text, which Postgres cannot take. */
function readQuery(url: string): Record<string, string> {
  const entries = [...new URL(url).searchParams];
  const [bad] = entries.find(([, value]) => value.includes("\0")) ?? [];
  if (bad === undefined) return Object.fromEntries(entries);
  throw new AppError("validation_failed", "Some fields are not valid.", {
    fields: { [bad]: ["holds a character that no text has"] },
  });
}

function parse(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError("validation_failed", "Some fields are not valid.", {
    fields: fieldErrors(result.error),
  });
}
