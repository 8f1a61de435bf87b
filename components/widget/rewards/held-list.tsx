import type { RewardFulfillment } from "@/lib/schemas/storefront/rewards";
import { Skeleton } from "../panel/history-list";
import { useWords } from "../panel/words";
import { CodeField } from "./code-field";
import type { RewardsStore } from "./create-rewards-store";
import { statusOf, toneOf } from "./held-status";
import { MergeHeld } from "./merge-held";
import { mergeableOf } from "./mergeable-of";
import { describeFailure, describeGift } from "./reward-words";
import type { RewardsState } from "./rewards-state";
import { useFocus, useFocusOnChange } from "./use-focus";

type Props = { state: RewardsState; store: RewardsStore };

/** The rewards a shopper has bought, newest first. */
export function HeldList({ state, store }: Props) {
  const { t } = useWords();
  const { phase, items, nextCursor } = state.held;
  if (phase === "failed") {
    return (
      <div className="card empty" role="alert">
        <p>{t("heldFailed")}</p>
        <button type="button" className="button quiet" onClick={() => void store.loadHeld()}>
          {t("retry")}
        </button>
      </div>
    );
  }
  if (items.length === 0 && phase !== "ready") return <Skeleton rows={3} />;
  if (items.length === 0) {
    return (
      <div className="card empty">
        <b>{t("heldEmptyTitle")}</b>
        <p>{t("heldEmptyText")}</p>
      </div>
    );
  }
  const { apply } = state;
  // The code that found one to combine it with on the order offers it beside itself, as long as it is there to be used.
  const isOffered =
    apply?.outcome === "combinable" &&
    items.some(
      (one) =>
        one.id === apply.id &&
        statusOf(one) === "heldReady" &&
        (state.merge !== null || mergeableOf(items, one).length > 0),
    );
  return (
    <>
      {!isOffered && <MergeHeld state={state} store={store} />}
      <ul className="rewards">
        {items.map((held) => (
          <Held key={held.id} held={held} state={state} store={store} />
        ))}
        {nextCursor && (
          <li>
            <button type="button" className="button quiet wide" onClick={store.loadMore}>
              {t("more")}
            </button>
          </li>
        )}
      </ul>
    </>
  );
}

function Held({ held, state, store }: Props & { held: RewardFulfillment }) {
  const words = useWords();
  const { t, format } = words;
  const key = statusOf(held);
  const ready = key === "heldReady";
  // The buttons of a cancellation go with its end: the outcome has the focus then.
  const outcome = useFocusOnChange<HTMLElement>(key, state.cancel?.id === held.id);
  const until = held.used_at ?? held.expires_at;
  return (
    <li className="card held">
      <div className="row-text">
        <b>
          <bdi>{held.name}</bdi>
        </b>
        <span>{describeGift(held, words)}</span>
        <small ref={outcome} tabIndex={-1} className={`chip chip-${toneOf(key)}`}>
          {t(key)}
        </small>
        {until && (ready || held.used_at) && (
          <small>{t(held.used_at ? "usedOn" : "validUntil", { day: format.day(new Date(until)) })}</small>
        )}
        {held.minimum_spend && (
          <small>{t("minimum", { money: format.money(Number(held.minimum_spend), held.currency) })}</small>
        )}
        {held.points_returned_at && !held.merged_into_id && (
          <small>{t("returned", { points: format.pointsName })}</small>
        )}
        {held.terms_and_conditions && (
          <details>
            <summary>{t("terms")}</summary>
            <p>{held.terms_and_conditions}</p>
          </details>
        )}
      </div>
      {ready && held.code && <CodeField held={held} state={state} store={store} />}
      {held.cancellable && key !== "heldExpired" && <CancelHeld held={held} state={state} store={store} />}
    </li>
  );
}

function CancelHeld({ held, state, store }: Props & { held: RewardFulfillment }) {
  const words = useWords();
  const { t, format } = words;
  const cancel = state.cancel?.id === held.id ? state.cancel : null;
  const question = useFocus<HTMLParagraphElement>(cancel?.step ?? "none");
  if (!cancel) {
    return (
      <button type="button" className="link" onClick={() => store.askCancel(held.id)}>
        {t("cancelReward")}
      </button>
    );
  }
  return (
    <div>
      <p ref={question} tabIndex={-1} role={cancel.step === "failed" ? "alert" : undefined}>
        {cancel.step === "failed"
          ? describeFailure(cancel.code, "cancelFailed", words)
          : t("cancelAsk", { amount: format.points(held.points_spent) })}
      </p>
      <div className="pair">
        <button
          type="button"
          className="button"
          aria-busy={cancel.step === "sending"}
          onClick={() => void store.cancel()}
        >
          {t("cancelYes")}
        </button>
        <button type="button" className="button quiet" onClick={() => store.askCancel(null)}>
          {t("cancelNo")}
        </button>
      </div>
    </div>
  );
}
