import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { StoreState } from "./types";

const version = 1;
const saveDelayMs = 300;

/** Reads the stores of a state file; null when there is none, or it is of another version. */
export function loadStores(file: string): Map<string, StoreState> | null {
  if (!existsSync(file)) return null;
  const saved = JSON.parse(readFileSync(file, "utf8"), reviveMaps) as {
    version: number;
    stores: Map<string, StoreState>;
  };
  return saved.version === version ? saved.stores : null;
}

/** Saves a little after the last change, through a rename, so that a kill leaves the old file or the new one. */
export class StateFile {
  private timer: NodeJS.Timeout | null = null;
  constructor(
    private readonly file: string,
    private readonly stores: Map<string, StoreState>,
  ) {}

  touch(): void {
    this.timer ??= setTimeout(() => this.save(), saveDelayMs);
  }

  save(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    mkdirSync(dirname(this.file), { recursive: true });
    const temporary = `${this.file}.tmp`;
    writeFileSync(temporary, JSON.stringify({ version, stores: this.stores }, writeMaps));
    renameSync(temporary, this.file);
  }
}

function writeMaps(_key: string, value: unknown): unknown {
  return value instanceof Map ? { $map: [...value] } : value;
}

function reviveMaps(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("$map" in value)) return value;
  return new Map(value.$map as [unknown, unknown][]);
}
