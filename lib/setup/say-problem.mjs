// @ts-check
/**
 * A problem that the person at the keyboard can mend. Scripts print its message as one sentence and leave out the
 * stack; anything else that is thrown is a bug and keeps its stack.
 */
export class SetupProblem extends Error {
  /** @override */
  name = "SetupProblem";
}

/**
 * Prints what went wrong and sets the exit code: one sentence for a {@link SetupProblem}, the stack otherwise.
 * @param {unknown} error
 */
export function sayProblem(error) {
  const known = error instanceof Error && error.name === "SetupProblem";
  process.stderr.write(`\n${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}
