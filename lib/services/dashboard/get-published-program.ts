import { findPublishedVersion } from "@/lib/db/dashboard/find-programs";
import { AppError } from "@/lib/errors";
import type { ProgramResponse } from "@/lib/schemas/admin/program";
import { readProgram } from "@/lib/schemas/program";

/** The program that decides orders now. Throws `AppError("not_found")` while set-up has not made the first one. */
export async function getPublishedProgram(storeId: bigint): Promise<ProgramResponse> {
  const version = await findPublishedVersion(storeId);
  if (!version) throw new AppError("not_found", "The store has no program yet: set-up is still under way.");
  return {
    number: version.number,
    document: readProgram(version.document),
    publishedAt: version.publishedAt?.toISOString() ?? null,
  };
}
