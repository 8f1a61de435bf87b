/** Soon at first, because somebody waits for the code; later once a minute. In seconds. */
const pauses = [1, 2, 4, 8, 15, 30];
const pauseMax = 60;

/** The pause after the n-th try (from 1), in seconds. */
export function pauseAfterTry(round: number): number {
  return pauses[round - 1] ?? pauseMax;
}
