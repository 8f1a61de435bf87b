import { useState } from "react";
import { enteredBeforeDays, unknownYear } from "@/lib/loyalty/actions/birthday";
import { ApiFailure } from "../client/request";
import { useWords } from "../panel/words";
import { useFocus } from "../rewards/use-focus";
import type { ClubCalls } from "./club-view";

type Props = {
  points: number;
  known: string | null;
  isChanging: boolean;
  calls: ClubCalls;
  onSaved(day: string): void;
};

const twoDigits = (number: number) => String(number).padStart(2, "0");
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
/** 29 for February: the year is not asked for. */
const daysIn = (month: string) => (month ? new Date(Date.UTC(2004, Number(month), 0)).getUTCDate() : 31);

/** Month and day, each chosen from what there is: no date that does not exist, and no keyboard on a phone. */
export function BirthdayForm({ points, known, isChanging, calls, onSaved }: Props) {
  const { t, format, lang } = useWords();
  const [month, setMonth] = useState(known?.slice(5, 7) ?? "");
  const [day, setDay] = useState(known?.slice(8) ?? "");
  const [state, setState] = useState<"idle" | "sending" | "rate_limited" | "otherError">("idle");
  const first = useFocus<HTMLSelectElement>("");
  const names = new Intl.DateTimeFormat(lang, { month: "long", calendar: "gregory", timeZone: "UTC" });
  const save = async () => {
    setState("sending");
    const date = `${unknownYear}-${month}-${day}`;
    try {
      await calls.call("account", { date_of_birth: date });
      onSaved(date);
      calls.onChanged();
    } catch (error) {
      const isFast = error instanceof ApiFailure && error.code === "rate_limited";
      setState(isFast ? "rate_limited" : "otherError");
    }
  };
  return (
    <form
      className="card birthday"
      aria-labelledby="birthday"
      onSubmit={(event) => {
        event.preventDefault();
        if (state !== "sending") void save();
      }}
    >
      <b id="birthday">{t("birthdayAsk")}</b>
      <p>{t("birthdayText", { amount: format.points(points), days: format.integer(enteredBeforeDays) })}</p>
      <div className="row">
        <label>
          {t("birthdayMonth")}
          <select
            ref={isChanging ? first : null}
            required
            value={month}
            onChange={({ currentTarget: { value } }) => setMonth(value)}
          >
            <option value="" />
            {upTo(12).map((number) => (
              <option key={number} value={twoDigits(number)}>
                {names.format(Date.UTC(2004, number - 1))}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("birthdayDay")}
          <select required value={day} onChange={({ currentTarget: { value } }) => setDay(value)}>
            <option value="" />
            {upTo(daysIn(month)).map((number) => (
              <option key={number} value={twoDigits(number)}>
                {format.integer(number)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button" aria-disabled={state === "sending"}>
          {t(state === "sending" ? "sending" : "birthdaySave")}
        </button>
      </div>
      {(state === "rate_limited" || state === "otherError") && (
        <p role="alert">{t(state, { points: format.pointsName })}</p>
      )}
    </form>
  );
}
