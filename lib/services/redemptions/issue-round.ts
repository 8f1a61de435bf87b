import { env } from "@/lib/env";

/** Soon at first, because somebody waits for the code; later once a minute. In seconds. */
const pauses = [1, 2, 4, 8, 15, 30];
const pauseMax = 60;

/** The pause after the n-th try (from 1), in seconds; one of them ends just when it is time to give up. */
export function pauseAfterTry(round: number, giveUpSeconds = env().REDEMPTION_GIVE_UP_SECONDS): number {
  let waited = 0;
  for (let before = 1; before < round; before += 1) waited += pauseAfter(before, waited, giveUpSeconds);
  return pauseAfter(round, waited, giveUpSeconds);
}

function pauseAfter(round: number, waited: number, giveUpSeconds: number): number {
  const pause = pauses[round - 1] ?? pauseMax;
  const left = giveUpSeconds - waited;
  return left > 0 && left < pause ? left : pause;
}
