import type { z } from "zod";
import type { earning } from "@/lib/schemas/program/earning";
import type { referrals, vip } from "@/lib/schemas/program/engagement";
import type { grant, reward } from "@/lib/schemas/program/rewards";

export type Grant = z.output<typeof grant>;

/** The parts that refer to each other. */
export type ProgramParts = {
  earning: z.output<typeof earning>;
  rewards: z.output<typeof reward>[];
  vip: z.output<typeof vip>;
  referrals: z.output<typeof referrals>;
};
