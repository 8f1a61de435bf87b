import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";

const tasks = processWide("shutdown-tasks", () => new Map<string, () => Promise<void>>());

/** Registers what must be stopped before the process ends, e.g. the runner. A later task of the same name replaces. */
export function onShutdown(name: string, stop: () => Promise<void>): void {
  tasks.set(name, stop);
}

/** Runs every registered task at once; one that fails does not keep the others from finishing. */
export async function runShutdownTasks(): Promise<void> {
  await Promise.all(
    [...tasks].map(([name, stop]) =>
      stop().catch((error: unknown) => logger.error({ task: name, err: error }, "did not stop cleanly")),
    ),
  );
  tasks.clear();
}
