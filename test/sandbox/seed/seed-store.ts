import type { StoreState } from "../state/types";
import type { World } from "../state/world";
import { seedCatalogue } from "./catalogue";
import { seedHistory } from "./history";

/** Fills a new store: `catalogue` gives it products, `demo` also customers, groups and past orders. Sends no webhook. */
export function seedStore(world: World, store: StoreState, seed: "demo" | "catalogue" | "empty"): void {
  if (seed === "empty") return;
  seedCatalogue(world, store);
  if (seed === "demo") seedHistory(world, store);
}
