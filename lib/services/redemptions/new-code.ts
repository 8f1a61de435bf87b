import { randomBytes } from "node:crypto";
import { codeBytes, codeFromBytes } from "@/lib/loyalty/rewards/reward-code";

/** A code nobody can guess: 80 bits. */
export function newCode(prefix: string): string {
  return codeFromBytes(randomBytes(codeBytes), prefix);
}

/** Another one with the same prefix, when BigCommerce has this one already. */
export function anotherCode(code: string): string {
  return newCode(code.split("-").slice(0, -4).join("-"));
}
