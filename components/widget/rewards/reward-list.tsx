import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import type { PointsProduct } from "@/lib/schemas/storefront/rewards";
import { Icon } from "../panel/icons";
import { useWords, type Words } from "../panel/words";
import { costOf, judgeReward, type Verdict } from "./judge-reward";
import { describeGift } from "./reward-words";
import type { RewardsState } from "./rewards-state";

type Props = {
  products: readonly PointsProduct[];
  /** Null for guests, who see what there is and nothing to press. */
  customer: ShopperCustomer | null;
  state: RewardsState;
  onChoose(product: PointsProduct): void;
};

/** The rewards as cards: what it is, what it costs, and whether it can be had. */
export function RewardList({ products, customer, state, onChoose }: Props) {
  const words = useWords();
  const { t, format } = words;
  return (
    <ul className="rewards">
      {products.map((product) => {
        const verdict = customer && judgeReward(product, customer, state);
        const cost = format.points(costOf(product));
        return (
          <li className="card reward" key={product.id}>
            <span className="disc">
              <Icon name={verdict?.kind === "locked" ? "lock" : "gift"} />
            </span>
            <div className="row-text">
              <b>
                <bdi>{product.reward.name}</bdi>
              </b>
              <span>{describeGift(product, words)}</span>
              <small>{product.exchange_type === "variable" ? t("from", { amount: cost }) : cost}</small>
              <Conditions product={product} words={words} />
            </div>
            {verdict?.kind === "affordable" ? (
              <button
                type="button"
                className="button small"
                aria-label={t("redeemNamed", { name: product.reward.name })}
                onClick={() => onChoose(product)}
              >
                {t("redeem")}
              </button>
            ) : (
              customer && verdict && <Obstacle {...{ verdict, product, customer, words }} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Conditions({ product, words: { t, format } }: { product: PointsProduct; words: Words }) {
  const { minimum_spend: minimum, expires_after_days: days, terms_and_conditions: terms } = product;
  return (
    <>
      {minimum !== null && (
        <small>{t("minimum", { money: format.money(Number(minimum), product.currency) })}</small>
      )}
      {days !== null && product.type !== "store_credit" && (
        <small>{t("expiresAfter", { count: days })}</small>
      )}
      {terms && (
        <details>
          <summary>{t("terms")}</summary>
          <p>{terms}</p>
        </details>
      )}
    </>
  );
}

type ObstacleProps = {
  verdict: Verdict;
  product: PointsProduct;
  customer: ShopperCustomer;
  words: Words;
};

function Obstacle({ verdict, product, customer, words: { t, format } }: ObstacleProps) {
  if (verdict.kind === "missing") {
    return (
      <div className="reward-end">
        <span className="meter">
          <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.min(100, (customer.points_balance / costOf(product)) * 100)} height="1" />
          </svg>
        </span>
        <small>{t("missing", { amount: format.points(verdict.points) })}</small>
      </div>
    );
  }
  if (verdict.kind !== "locked") return null;
  const count = product.limit_per_customer ?? 1;
  const reasons = {
    tier: "lockedTier",
    limit: "lockedLimit",
    gone: "limit_reached",
    excluded: "lockedExcluded",
  } as const;
  return (
    <small className="reward-end">{t(reasons[verdict.reason], { count, points: format.pointsName })}</small>
  );
}
