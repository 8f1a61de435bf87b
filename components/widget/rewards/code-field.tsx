import { useRef, useState } from "react";
import type { RewardFulfillment } from "@/lib/schemas/storefront/rewards";
import { useWords } from "../panel/words";
import { copyField } from "./copy-text";
import type { RewardsStore } from "./create-rewards-store";
import { MergeHeld } from "./merge-held";
import type { RewardsState } from "./rewards-state";

type Props = {
  held: RewardFulfillment;
  state: RewardsState;
  store: RewardsStore;
  /** The code shown is about to become part of another one. */
  onMerge?: () => void;
};

const outcomes = {
  applied: "applied",
  empty: "applyEmpty",
  occupied: "applyOccupied",
  combinable: "applyOccupied",
  refused: "applyRefused",
  unsupported: "applyUnsupported",
  busy: "sending",
} as const;

/** A code with the two ways to use it: put it on the order, or copy it; and the way out when the order has another. */
export function CodeField({ held, state, store, onMerge }: Props) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const { apply } = state;
  const outcome = apply?.id === held.id ? apply.outcome : null;
  const copy = async () => field.current && setCopied(await copyField(field.current));
  return (
    <div className="code">
      <input ref={field} readOnly value={held.code} dir="ltr" aria-label={t("code", { name: held.name })} />
      <div className="pair">
        <button
          type="button"
          className="button"
          aria-busy={outcome === "busy"}
          onClick={() => void store.apply(held)}
        >
          {t("apply")}
        </button>
        <button type="button" className="button quiet" onClick={() => void copy()}>
          {t(copied ? "copied" : "copy")}
        </button>
      </div>
      <p role="status">
        {copied !== null && <span className={copied ? "sr" : ""}>{t(copied ? "copied" : "copyByHand")}</span>}{" "}
        {outcome && t(outcomes[outcome])} {outcome === "applied" && <a href="/checkout">{t("toCheckout")}</a>}
      </p>
      {outcome === "combinable" && <MergeHeld state={state} store={store} beside={held} onMerge={onMerge} />}
    </div>
  );
}
