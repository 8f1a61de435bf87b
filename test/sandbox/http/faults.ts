import { pathMatches } from "./request-log";

export const faultKinds = [
  "html-500",
  "html-502",
  "gateway-504",
  "empty-429",
  "headerless-429",
  "rate-limit",
  "timeout",
  "reset",
  "truncated",
  "gzip-error",
  "broken-gzip",
  "xml",
  "maintenance-503",
  "unauthorized",
  "forbidden",
  "slow",
] as const;
export type FaultKind = (typeof faultKinds)[number];
export type Fault = {
  kind: FaultKind;
  method?: string;
  /** Prefix below `/stores/{hash}`, or an expression on it. */
  path?: string | RegExp;
  store?: string;
  /** How many calls it hits; default 1. */
  count?: number;
  /** `after`: the call is carried out and only its answer is spoilt. */
  phase?: "before" | "after";
};
export type ActiveFault = { kind: FaultKind; phase: "before" | "after" };

/** Faults waiting for their call. The first one that fits is used up by one. */
export class Faults {
  private waiting: (Fault & { left: number })[] = [];

  add(fault: Fault): void {
    this.waiting.push({ ...fault, left: fault.count ?? 1 });
  }

  clear(): void {
    this.waiting = [];
  }

  /** The fault for this call: the one its header asks for, else the first waiting one that fits. */
  take(call: {
    method: string;
    path: string;
    store: string;
    header: string | undefined;
  }): ActiveFault | null {
    const asked = call.header ? parseHeader(call.header) : null;
    if (asked) return asked;
    const fault = this.waiting.find(
      (entry) =>
        (!entry.method || entry.method === call.method) &&
        (!entry.store || entry.store === call.store) &&
        pathMatches(entry.path, call.path),
    );
    if (!fault) return null;
    fault.left -= 1;
    if (fault.left <= 0) this.waiting = this.waiting.filter((entry) => entry !== fault);
    return { kind: fault.kind, phase: fault.phase ?? "before" };
  }
}

function parseHeader(header: string): ActiveFault | null {
  const [name, phase] = header.split(";");
  const kind = faultKinds.find((entry) => entry === name?.trim());
  return kind ? { kind, phase: phase?.trim() === "after" ? "after" : "before" } : null;
}
