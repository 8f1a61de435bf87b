import { z } from "zod";
import { AppError, type FieldErrors } from "@/lib/errors";
import { fieldErrors } from "@/lib/schemas/field-errors";
import { checkReferences } from "@/lib/schemas/program/check-references";
import { earning } from "@/lib/schemas/program/earning";
import { expiry, referrals, refunds, vip } from "@/lib/schemas/program/engagement";
import { name } from "@/lib/schemas/program/primitives";
import { reward } from "@/lib/schemas/program/rewards";

/**
 * A store's whole program as one document (DECISIONS "Program document"). Every part has a default, so `{}` is a
 * working program; unknown fields are errors, so a typing mistake never passes silently. Money is a decimal string.
 */
export const programSchema = z
  .strictObject({
    points: z
      .strictObject({
        name: z.strictObject({ one: name, other: name }).default({ one: "Point", other: "Points" }),
        rounding: z.enum(["down", "nearest", "up"]).default("down"),
      })
      .prefault({}),
    earning: earning.prefault({}),
    rewards: z.array(reward).max(100).default([]),
    vip: vip.prefault({}),
    referrals: referrals.prefault({}),
    expiry: expiry.prefault({}),
    refunds: refunds.prefault({}),
  })
  .superRefine(checkReferences)
  .meta({ title: "Laurel program", description: "The rules of one store's loyalty program." });

export type Program = z.output<typeof programSchema>;

export type CheckedProgram = { ok: true; program: Program } | { ok: false; errors: FieldErrors };

/** Validates a document and fills in defaults; problems come back by path, e.g. `earning.orders.rate.per`. */
export function checkProgram(document: unknown): CheckedProgram {
  const parsed = programSchema.safeParse(document);
  return parsed.success
    ? { ok: true, program: parsed.data }
    : { ok: false, errors: fieldErrors(parsed.error) };
}

/**
 * The same for callers that cannot go on without a program.
 * @throws AppError `validation_failed` with the problems by path
 */
export function parseProgram(document: unknown): Program {
  const checked = checkProgram(document);
  if (checked.ok) return checked.program;
  throw new AppError("validation_failed", "The program is not valid.", { fields: checked.errors });
}

/**
 * A stored document: it was valid when it was stored, and later defaults are filled in.
 * @throws AppError `internal` when it is not: our own data is broken, not the caller's
 */
export function readProgram(document: unknown): Program {
  const checked = checkProgram(document);
  if (checked.ok) return checked.program;
  throw new AppError("internal", `A stored program is not valid: ${JSON.stringify(checked.errors)}`);
}

/** The program a new store starts with: one point per whole unit, or per 100 where the currency has no decimals. */
export function defaultProgram(currency: string): Program {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const per = format.resolvedOptions().maximumFractionDigits === 0 ? "100" : "1.00";
  return programSchema.parse({ earning: { orders: { rate: { points: 1, per } } } });
}

/** What a document may look like, as JSON Schema (draft 2020-12), for editors and other programs. */
export function programJsonSchema(): object {
  return z.toJSONSchema(programSchema, { io: "input" });
}
