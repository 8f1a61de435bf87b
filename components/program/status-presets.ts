export type AwardPreset = "completed" | "shipped" | "paid" | "custom";

/** When an order earns, as most merchants mean it. Statuses that follow are in the set: an order may skip one. */
export const awardPresets: Record<Exclude<AwardPreset, "custom">, readonly number[]> = {
  completed: [10],
  shipped: [2, 10],
  paid: [2, 3, 8, 9, 10, 11],
};

export function presetOf(statuses: readonly number[]): AwardPreset {
  const sorted = [...statuses].sort((a, b) => a - b).join();
  const preset = (Object.keys(awardPresets) as (keyof typeof awardPresets)[]).find(
    (name) => awardPresets[name].join() === sorted,
  );
  return preset ?? "custom";
}
