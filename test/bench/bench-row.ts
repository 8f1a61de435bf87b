/** One line of the table `npm run bench` prints and writes to test/.tmp/bench.json. */
export type BenchRow = {
  row: string;
  value: number;
  unit: string;
  /** What was measured beside it in the same run; without one the value stands for itself. */
  limit?: { name: string; value: number };
  /** value / limit, where there is a limit. */
  ratio?: number;
  /** What PERFORMANCE asks for, as text. */
  aim: string;
  /** Whether the aim is met. */
  met: boolean;
  note?: string;
};

/** A bench module (`test/bench/*.bench.ts`): its default export measures and returns its rows. */
export type BenchModule = { default: () => Promise<BenchRow[]> };

/**
 * A row judged by its ratio to the limit: `ratioMin` or better. `ratio` is given where value and limit were measured
 * in turns and compared round by round, which a busy machine disturbs least.
 */
export function ratioRow(
  row: string,
  unit: string,
  measured: { value: number; limit: { name: string; value: number }; ratio?: number },
  ratioMin: number,
): BenchRow {
  const ratio = measured.ratio ?? measured.value / measured.limit.value;
  return {
    row,
    unit,
    ...measured,
    ratio,
    aim: `≥ ${ratioMin.toFixed(2)} of the limit`,
    met: ratio >= ratioMin,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
