import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import { Icon } from "./icons";
import { useCountUp } from "./use-count-up";
import { useWords } from "./words";

type Props = { customer: ShopperCustomer; brief: boolean };

/** The big number, announced politely when it changes; unless `brief`, what is on the way and what is to be made up. */
export function Balance({ customer, brief }: Props) {
  const { t, format } = useWords();
  const shown = useCountUp(customer.points_balance);
  return (
    <div className="balance">
      <p className="balance-label">
        {customer.first_name ? t("hello", { name: customer.first_name }) : t("balance")}
      </p>
      <p className="balance-value" aria-hidden="true">
        <b>{format.integer(shown)}</b> {format.nameFor(customer.points_balance)}
      </p>
      <p className="sr" role="status">
        {t("balanceNow", { amount: format.points(customer.points_balance) })}
      </p>
      {!brief && <Notes customer={customer} />}
    </div>
  );
}

function Notes({ customer }: { customer: ShopperCustomer }) {
  const { t, format } = useWords();
  const points = { points: format.pointsName };
  return (
    <>
      {customer.points_pending > 0 && (
        <Note icon="clock" title={t("pending", { amount: format.points(customer.points_pending) })}>
          {t("pendingText", points)}
        </Note>
      )}
      {customer.points_debt > 0 && (
        <Note icon="minus" title={t("debt", { amount: format.points(customer.points_debt) })}>
          {t("debtText", points)}
        </Note>
      )}
      {customer.state === "disabled" && <p className="note">{t("excluded", points)}</p>}
    </>
  );
}

function Note({ icon, title, children }: { icon: "clock" | "minus"; title: string; children: string }) {
  return (
    <p className="note">
      <Icon name={icon} />
      <span>
        <b>{title}</b> <span className="note-text">{children}</span>
      </span>
    </p>
  );
}
