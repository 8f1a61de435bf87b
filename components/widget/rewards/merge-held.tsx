import type { RewardFulfillment } from "@/lib/schemas/storefront/rewards";
import { useWords } from "../panel/words";
import type { RewardsStore } from "./create-rewards-store";
import { statusOf } from "./held-status";
import { describeFailure } from "./reward-words";
import type { RewardsState } from "./rewards-state";

/** Unused amounts off of one currency, when there are several; the server has the last word. */
export function mergeableOf(items: readonly RewardFulfillment[]): RewardFulfillment[] {
  const amounts = items.filter(
    (one) => one.code && one.cancellable && statusOf(one) === "heldReady" && /_amount$/.test(one.type),
  );
  const alike = amounts.filter(({ currency }) => currency === amounts[0]?.currency);
  return alike.length > 1 ? alike : [];
}

type Props = { state: RewardsState; store: RewardsStore; onMerge?: (() => void) | undefined };

/** An order takes one code: several held amounts off can become one. `onMerge`: it begins. */
export function MergeHeld({ state, store, onMerge }: Props) {
  const words = useWords();
  const { t, format } = words;
  const { merge, held } = state;
  const items = mergeableOf(held.items);
  const again = merge && merge.ids.length > 0;
  if (items.length === 0 && !merge) return null;
  const sum = items.reduce((total, { value }) => total + Number(value), 0);
  return (
    <div className="card merge">
      <p role={merge?.code ? "alert" : undefined}>
        {merge?.code ? describeFailure(merge.code, again ? "unsure" : "otherError", words) : t("mergeText")}
      </p>
      {(again || items.length > 0) && (
        <button
          type="button"
          className="button quiet wide"
          aria-busy={merge?.step === "sending"}
          onClick={() => {
            void store.merge(items);
            onMerge?.();
          }}
        >
          {again
            ? t("retry")
            : t("merge", { count: items.length, money: format.money(sum, items[0]?.currency ?? "") })}
        </button>
      )}
    </div>
  );
}
