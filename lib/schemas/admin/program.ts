import { z } from "zod";
import { instantSchema, pageOf, pageQuery } from "@/lib/schemas/admin/page";
import type { Program } from "@/lib/schemas/program";

const versionNumber = z.number().int().positive();

/** A valid document with all its defaults; the schema itself stays out of the browser where it isn't needed. */
const programDocument = z.custom<Program>((value) => typeof value === "object" && value !== null);

/** The program that decides orders now. */
export const programResponse = z.object({
  number: versionNumber,
  document: programDocument,
  publishedAt: instantSchema.nullable(),
});

/** `basedOn`: the version the document was edited from; somebody else's version in between is not overwritten. */
export const publishProgramBody = z.object({
  document: z.record(z.string(), z.unknown()),
  basedOn: versionNumber,
  note: z.string().trim().max(500).optional(),
});

export const programVersionRowSchema = z.object({
  number: versionNumber,
  status: z.enum(["draft", "scheduled", "published", "superseded"]),
  note: z.string().nullable(),
  /** Null: the command line, or the program every store starts with. */
  author: z.string().nullable(),
  publishedAt: instantSchema.nullable(),
  createdAt: instantSchema,
  /** What is different from the version before, in words; empty for the first. */
  changes: z.array(z.string()),
});

export const programVersionsQuery = pageQuery;
export const programVersionsPage = pageOf(programVersionRowSchema);
export const publishedResponse = z.object({ number: versionNumber });
export const versionParams = z.object({ number: z.coerce.number().int().positive() });

export type ProgramResponse = z.output<typeof programResponse>;
export type PublishProgramBody = z.output<typeof publishProgramBody>;
export type ProgramVersionRow = z.output<typeof programVersionRowSchema>;
