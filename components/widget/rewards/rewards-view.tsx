import { useLayoutEffect, useState } from "react";
import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import type { PointsProduct } from "@/lib/schemas/storefront/rewards";
import type { WidgetView } from "../loader/sdk";
import { useWords } from "../panel/words";
import type { RewardsStore } from "./create-rewards-store";
import { HeldList } from "./held-list";
import { statusOf } from "./held-status";
import { judgeReward, sliderOf } from "./judge-reward";
import { PurchaseView } from "./purchase-view";
import { RewardList } from "./reward-list";
import type { RewardsState } from "./rewards-state";

/** What the panel tells the reward views. */
export type RewardsProps = {
  program: StorefrontProgram;
  customer: ShopperCustomer | null;
  view: WidgetView;
  onNavigate(view: WidgetView): void;
};

const offeredMax = 3;

/** The part of the current view that belongs to rewards: the offer at home, the shelf, or what is held; guests hold nothing. */
export function RewardsView({ store, ...props }: RewardsProps & { store: RewardsStore }) {
  const { customer, view, program, onNavigate } = props;
  const [, redraw] = useState({});
  useLayoutEffect(() => store.subscribe(() => redraw({})), [store]);
  store.meet(customer?.id);
  const state = store.get();
  // Points that move may be a reward that ended: what is held is asked for again, where it is shown or counts.
  const balance = customer?.points_balance;
  const hasLimits = program.points_products.some(({ limit_per_customer: limit }) => limit !== null);
  useLayoutEffect(() => {
    if (balance !== undefined && (view !== "redeem" || hasLimits)) void store.loadHeld();
  }, [store, balance, view, hasLimits]);
  // At once: a view that is left again before it was painted has been left all the same.
  useLayoutEffect(() => {
    if (view !== "redeem") store.leave();
  }, [store, view]);

  const choose = (product: PointsProduct) => {
    store.choose(product.id, sliderOf(product, customer?.points_balance ?? 0)?.min ?? null);
    if (view !== "redeem") onNavigate("redeem");
  };
  if (view === "rewards" && customer) return <HeldList state={state} store={store} />;
  const purchase = state.purchase.state;
  if (view === "redeem" && customer && purchase.step !== "idle") {
    const id =
      purchase.step === "issued" ? purchase.fulfillment.points_product_id : purchase.intent.productId;
    const product = program.points_products.find((one) => one.id === id);
    const onHeld = () => onNavigate("rewards");
    return <PurchaseView {...{ purchase, product, customer, state, store, onHeld }} />;
  }
  if (view === "redeem") {
    return <RewardList products={program.points_products} {...{ customer, state }} onChoose={choose} />;
  }
  return <Offer {...props} state={state} onChoose={choose} />;
}

type OfferProps = RewardsProps & { state: RewardsState; onChoose(product: PointsProduct): void };

/** At home: what can be had now, or what comes first, and the ways on. */
function Offer({ program, customer, state, onNavigate, onChoose }: OfferProps) {
  const { t, format } = useWords();
  const points = { points: format.pointsName };
  const all = program.points_products;
  const affordable = all.filter((one) => customer && judgeReward(one, customer, state).kind === "affordable");
  const products = (affordable.length > 0 ? affordable : all).slice(0, offeredMax);
  const ready = state.held.items.filter((one) => statusOf(one) === "heldReady");
  return (
    <section className="section">
      <h3>{t(customer ? "offerTitle" : "offerGuestTitle", points)}</h3>
      <RewardList {...{ products, customer, state, onChoose }} />
      {customer && (
        <div className="pair">
          <button type="button" className="button quiet" onClick={() => onNavigate("redeem")}>
            {t("offerAll")}
          </button>
          <button type="button" className="button quiet" onClick={() => onNavigate("rewards")}>
            {t("held")}
            {ready.length > 0 && (
              <>
                {" "}
                <span className="count">
                  <span aria-hidden="true">{format.integer(ready.length)}</span>
                  <span className="sr">{t("heldCount", { count: ready.length })}</span>
                </span>
              </>
            )}
          </button>
        </div>
      )}
    </section>
  );
}
