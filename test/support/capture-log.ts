import { vi } from "vitest";
import { logger } from "@/lib/logger";

/** What the logger writes from here to the end of the test, at its most talkative. */
export function captureLog(): () => string[] {
  const stream = (logger as unknown as Record<symbol, { write(line: string): void }>)[streamOf(logger)];
  if (!stream) throw new Error("the logger has no stream");
  const write = vi.spyOn(stream, "write").mockImplementation(() => {});
  const level = logger.level;
  logger.level = "trace";
  return () => {
    logger.level = level;
    const lines = write.mock.calls.map(([line]) => line);
    write.mockRestore();
    return lines;
  };
}

function streamOf(of: object): symbol {
  const symbol = Object.getOwnPropertySymbols(of).find(({ description }) => description === "pino.stream");
  if (!symbol) throw new Error("pino keeps its stream elsewhere");
  return symbol;
}
