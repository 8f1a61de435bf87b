import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { PointsProduct } from "@/lib/schemas/storefront/rewards";
import { Icon } from "../panel/icons";
import { useWords } from "../panel/words";
import { CodeField } from "./code-field";
import type { RewardsStore } from "./create-rewards-store";
import { costOf, sliderOf, valueFor } from "./judge-reward";
import type { PurchaseState } from "./purchase-machine";
import { describeFailure, describeGift } from "./reward-words";
import type { RewardsState } from "./rewards-state";
import { useFocus } from "./use-focus";

type Props = {
  purchase: Exclude<PurchaseState, { step: "idle" }>;
  state: RewardsState;
  product: PointsProduct | undefined;
  customer: ShopperCustomer;
  store: RewardsStore;
  onHeld(): void;
};

/** One purchase from "are you sure" to the code. */
export function PurchaseView(props: Props) {
  const { purchase, store, onHeld } = props;
  const { t, format } = useWords();
  const points = { points: format.pointsName };
  const waiting = purchase.step === "pending" || purchase.step === "issued";
  const heading = useFocus<HTMLHeadingElement>(waiting ? purchase.step : "confirm");
  if (purchase.step === "issued") {
    const { fulfillment } = purchase;
    return (
      <section className="hero claimed">
        <Icon name="gift" />
        <h3 ref={heading} tabIndex={-1}>
          {t("issuedTitle")}
        </h3>
        <p role="status">
          <bdi>{fulfillment.name}</bdi>
        </p>
        {fulfillment.code ? (
          <CodeField held={fulfillment} state={props.state} store={store} onMerge={onHeld} />
        ) : (
          <p>{t("creditText")}</p>
        )}
        <button type="button" className="button quiet wide" onClick={onHeld}>
          {t("toHeld")}
        </button>
      </section>
    );
  }
  if (purchase.step === "pending") {
    return (
      <section className="hero" aria-busy={!purchase.slow}>
        <h3 ref={heading} tabIndex={-1}>
          {t("pendingTitle")}
        </h3>
        <p role="status">{t(purchase.slow ? "slowText" : "pendingCode", points)}</p>
        <button type="button" className="button quiet wide" onClick={onHeld}>
          {t("toHeld")}
        </button>
      </section>
    );
  }
  return <Confirm {...props} purchase={purchase} heading={heading} />;
}

type ConfirmProps = Props & {
  purchase: Extract<PurchaseState, { intent: unknown }>;
  heading: React.RefObject<HTMLHeadingElement | null>;
};

function Confirm({ purchase, product, customer, store, heading }: ConfirmProps) {
  const words = useWords();
  const { t, format } = words;
  const { step, intent } = purchase;
  const cost = intent.points ?? (product ? costOf(product) : 0);
  const sending = step === "sending";
  return (
    <section className="hero">
      <h3 ref={heading} tabIndex={-1}>
        <bdi>{product?.reward.name ?? t("redeem")}</bdi>
      </h3>
      {product && intent.points === null && <p>{describeGift(product, words)}</p>}
      {product && intent.points !== null && (
        <PointsSlider product={product} points={intent.points} {...{ customer, sending, store }} />
      )}
      {step === "refused" ? (
        <p role="alert" className="problem">
          {describeFailure(purchase.code, "otherError", words)}
        </p>
      ) : step === "unsure" ? (
        <p role="alert" className="problem">
          {describeFailure(purchase.code, "unsure", words)}
        </p>
      ) : (
        <p>{t("after", { amount: format.points(Math.max(0, customer.points_balance - cost)) })}</p>
      )}
      {step !== "refused" && (
        <button type="button" className="button wide" aria-busy={sending} onClick={() => void store.buy()}>
          {sending ? t("sending") : t("confirm", { amount: format.points(cost) })}
        </button>
      )}
      {!sending && (
        <button type="button" className="button quiet wide" onClick={store.leave}>
          {t("cancel")}
        </button>
      )}
    </section>
  );
}

type SliderProps = {
  product: PointsProduct;
  points: number;
  customer: ShopperCustomer;
  sending: boolean;
  store: RewardsStore;
};

function PointsSlider({ product, points, customer, sending, store }: SliderProps) {
  const { t, format } = useWords();
  const slider = sliderOf(product, customer.points_balance);
  const value = t("sliderValue", {
    amount: format.points(points),
    money: format.money(valueFor(product, points), product.currency),
  });
  return (
    <div className="slider">
      <output>{value}</output>
      {slider && (
        <input
          type="range"
          {...slider}
          value={points}
          disabled={sending}
          aria-label={t("choose", { points: format.pointsName })}
          aria-valuetext={value}
          onInput={(event) => store.slide(Number(event.currentTarget.value))}
          onChange={() => {}}
        />
      )}
    </div>
  );
}
