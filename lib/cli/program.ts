import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { Temporal } from "temporal-polyfill";
import { requireStore } from "@/lib/cli/require-store";
import { runWithDatabase } from "@/lib/cli/run-with-database";
import { closeDatabase } from "@/lib/db/client";
import { checkProgram, programJsonSchema } from "@/lib/schemas/program";
import { getProgram } from "@/lib/services/program/get-program";
import { publishProgram } from "@/lib/services/program/publish-program";
import { saveProgramDraft } from "@/lib/services/program/save-program-draft";
import { scheduleProgram } from "@/lib/services/program/schedule-program";
import { SetupProblem, sayProblem } from "@/lib/setup/say-problem.mjs";

const usage = `Write, publish and read a store's program.

  npm run program -- --store <hash> --file program.json           validate and publish as the next version
  npm run program -- --store <hash> --file program.json --draft   validate and keep as the draft
  npm run program -- --store <hash> --file program.json --at <ISO> validate and publish at that time
  npm run program -- --store <hash> --print [--draft]             the published program (or the draft) as JSON
  npm run program -- --schema                                     what a program may look like, as JSON Schema

--file - reads standard input; --note <text> is kept with the version.`;

const options = {
  store: { type: "string" },
  file: { type: "string" },
  note: { type: "string" },
  print: { type: "boolean", default: false },
  draft: { type: "boolean", default: false },
  at: { type: "string" },
  schema: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

type Arguments = ReturnType<typeof readArguments>;

function readArguments() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new SetupProblem(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given.schema) console.log(JSON.stringify(programJsonSchema(), null, 2));
  else if (given.help || (!given.print && given.file === undefined)) console.log(usage);
  else if (given.print) await withDatabase(() => print(given));
  else await write(given, await readDocument(given.file ?? ""));
}

/** Validates before it opens the database, so that a wrong document needs none. */
async function write(given: Arguments, document: unknown): Promise<void> {
  const checked = checkProgram(document);
  if (!checked.ok) {
    const lines = Object.entries(checked.errors).map(([path, problems]) => {
      return `  ${path || "(document)"}: ${problems.join("; ")}`;
    });
    throw new SetupProblem(`The program is not valid:\n${lines.join("\n")}`);
  }
  await withDatabase(async () => {
    const store = await requireStore(given.store);
    const input = { storeId: store.id, document, note: given.note ?? null };
    if (given.at !== undefined) {
      const publishAt = readInstant(given.at);
      const { number } = await scheduleProgram({ ...input, publishAt, now: new Date() });
      console.log(`Version ${number} of ${store.hash} is published at ${publishAt.toISOString()}.`);
    } else if (given.draft) {
      const { number } = await saveProgramDraft(input);
      console.log(`Saved version ${number} as the draft of ${store.hash}; it is not published.`);
    } else {
      const { number } = await publishProgram({ ...input, now: new Date() });
      console.log(`Published version ${number} of ${store.hash}.`);
    }
  });
}

function readInstant(text: string): Date {
  const instant = parseInstant(text);
  if (instant === null || instant <= new Date()) {
    throw new SetupProblem("--at takes a time to come with its zone, such as 2026-11-27T00:00:00+01:00.");
  }
  return instant;
}

/** Not `Date`: it takes 31 November for 1 December, and a time without a zone for one of this machine's. */
function parseInstant(text: string): Date | null {
  try {
    return new Date(Temporal.Instant.from(text).epochMilliseconds);
  } catch {
    return null;
  }
}

async function print(given: Arguments): Promise<void> {
  const store = await requireStore(given.store);
  const which = given.draft ? "draft" : "published";
  const stored = await getProgram(store.id, which);
  if (!stored) throw new SetupProblem(`${store.hash} has no ${which} program.`);
  console.log(JSON.stringify(stored.program, null, 2));
}

async function readDocument(file: string): Promise<unknown> {
  const text = await readFile(file === "-" ? "/dev/stdin" : file, "utf8").catch((error: Error) => {
    throw new SetupProblem(`Cannot read ${file}: ${error.message}`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SetupProblem(`${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function withDatabase(work: () => Promise<void>): Promise<void> {
  return runWithDatabase(async () => {
    try {
      await work();
    } finally {
      await closeDatabase();
    }
  });
}

try {
  await main();
} catch (error) {
  sayProblem(error);
}
