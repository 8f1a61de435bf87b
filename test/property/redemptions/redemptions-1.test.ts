import { test } from "vitest";
import { runSchedules } from "./run-schedules";

test(
  "whatever fails, comes late, happens at once or is killed, no points are lost, none doubled and no code is left behind (part 1)",
  {
    timeout: 1_800_000,
  },
  () => runSchedules({ part: 1, parts: 2 }),
);
