/**
 * Where a redemption's points are, seen from an order with its code:
 *
 * - `unused`: the code works, `used`: the points paid for an order, `returned`: they did until that was cancelled;
 * - `taken_back`: the code went and the points came back (cancelled, expired, merged, never made);
 * - `forfeited`: it expired and the points did not come back.
 */
export type CodeStanding = "unused" | "used" | "returned" | "taken_back" | "forfeited";

export type CodeOnOrder = {
  code: CodeStanding;
  /** `over`: cancelled or fully refunded; `frozen`: whatever it says, nothing changes. */
  order: "stands" | "over" | "frozen";
  /** The order that the code is known to be used on; `unknown` also when it is used on none. */
  usedOn: "this" | "another" | "unknown";
  /** The policy it was bought under: points come back when its order is cancelled. */
  returns: boolean;
};

/** `name`: the code was known to be used, now also on which order. */
export type UseStep = "use" | "name" | "retake" | "return";

/**
 * What follows from an order with a code, in this order. A function of what stands: the same news again change nothing,
 * and a cancellation that is taken back any number of times ends with the points where the order's last state wants
 * them. The points of a code that several orders name are paid once.
 */
export function decideUse({ code, order, usedOn, returns }: CodeOnOrder): UseStep[] {
  const isGivenBack = order === "over" && returns;
  if (code === "unused") return isGivenBack ? ["use", "return"] : ["use"];
  if (code === "used") {
    const named: UseStep[] = usedOn === "unknown" ? ["name"] : [];
    return isGivenBack && usedOn !== "another" ? [...named, "return"] : named;
  }
  if (order === "frozen" || isGivenBack) return [];
  if (code === "forfeited") return ["use"];
  // A cancelled order whose points do not come back has the discount paid for like any other.
  return order === "stands" || code === "taken_back" ? ["retake"] : [];
}
