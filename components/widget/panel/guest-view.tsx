import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import { EarnList } from "./earn-list";
import { Icon, Wreath } from "./icons";
import { useWords } from "./words";

/** What a shopper who is not signed in sees: the promise, how to join, how to earn. */
export function GuestView({ program }: { program: StorefrontProgram }) {
  const { t, format } = useWords();
  const points = { points: format.pointsName };
  return (
    <>
      <section className="hero">
        <div className="emblem">
          <Wreath />
          <Icon name="star" />
        </div>
        <h3>{t("guestTitle", points)}</h3>
        <p>{t("guestText", points)}</p>
        <a className="button wide" href={program.branding.create_account_url}>
          {t("guestJoin")}
        </a>
        <p className="hero-sign-in">
          {t("guestHave")} <a href={program.branding.sign_in_url}>{t("guestSignIn")}</a>
        </p>
      </section>
      <EarnList rules={program.earning_rules} />
    </>
  );
}
