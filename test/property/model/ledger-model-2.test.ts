import { test } from "vitest";
import { runSchedules } from "./run-schedules";

test(
  "whatever is lost, doubled, late, at once or crashes, every balance is the model's (part 2)",
  {
    timeout: 1_800_000,
  },
  () => runSchedules({ part: 2, parts: 2 }),
);
