import type { z } from "zod";
import type { FieldErrors } from "@/lib/errors";

/** Zod's issues by dotted field path; `""` is the document itself. */
export function fieldErrors(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {};
  for (const issue of error.issues) {
    const path = issue.path.map(String).join(".");
    fields[path] = [...(fields[path] ?? []), issue.message];
  }
  return fields;
}
