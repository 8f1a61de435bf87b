import { useState } from "react";
import type { ShopperCustomer } from "@/lib/schemas/storefront/account";
import { Icon } from "../panel/icons";
import { useWords } from "../panel/words";
import { useFocus } from "../rewards/use-focus";
import { BirthdayForm } from "./birthday-form";
import type { ClubCalls } from "./club-view";

type Props = { customer: ShopperCustomer; points: number; isHome: boolean; calls: ClubCalls };

/** Asks for the birthday that the program pays for, and says which one is known; at home it only asks. */
export function Birthday({ customer, points, isHome, calls }: Props) {
  const [saved, setSaved] = useState("");
  const [isChanging, setChanging] = useState(false);
  const known = saved || customer.date_of_birth;
  if (customer.state === "disabled" || (isHome && customer.date_of_birth && !saved)) return null;
  if (known && !isChanging) {
    return <Known day={known} isNew={saved !== ""} onChange={() => setChanging(true)} />;
  }
  const onSaved = (day: string) => {
    setSaved(day);
    setChanging(false);
  };
  return <BirthdayForm {...{ points, known, isChanging, calls, onSaved }} />;
}

type KnownProps = { day: string; isNew: boolean; onChange(): void };

function Known({ day, isNew, onChange }: KnownProps) {
  const { t, lang } = useWords();
  const text = useFocus<HTMLElement>("");
  return (
    <div className="card row birthday">
      <span className="disc">
        <Icon name="star" />
      </span>
      <span className="row-text">
        <b ref={isNew ? text : null} tabIndex={-1}>
          {t("birthdayKnown", { day: sayDay(day, lang) })}
        </b>
      </span>
      <button type="button" className="button quiet" onClick={onChange}>
        {t("birthdayChange")}
      </button>
    </div>
  );
}

/** In a leap year, so that 29 February stays what it is; the year is nobody's business. */
const sayDay = (day: string, lang: string) =>
  new Intl.DateTimeFormat(lang, {
    month: "long",
    day: "numeric",
    calendar: "gregory",
    timeZone: "UTC",
  }).format(new Date(`2004${day.slice(4)}`));
