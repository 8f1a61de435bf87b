import { type Program, readProgram } from "@/lib/schemas/program";

/** Of the stores at work, the versions they are at. */
const keptMax = 100;
const kept = new Map<string, Program>();

/**
 * As `readProgram`, for work that reads the same version with every page: a document is checked once and then known by
 * its text.
 * @throws AppError `internal` when the stored document is not valid
 */
export function readVersion(document: unknown): Program {
  const text = JSON.stringify(document);
  const known = kept.get(text);
  if (known) return known;
  const program = readProgram(document);
  const [oldest] = kept.keys();
  if (kept.size >= keptMax && oldest !== undefined) kept.delete(oldest);
  kept.set(text, program);
  return program;
}
