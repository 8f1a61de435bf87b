import { useRef, useState } from "react";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import { Icon } from "../panel/icons";
import { useWords } from "../panel/words";
import { copyField } from "../rewards/copy-text";
import { grantName } from "./grant-name";

type Props = { settings: StorefrontProgram["referral_settings"]; url: string | null };

/** What a friend and the shopper get, and the shopper's link once there is one. */
export function ReferView({ settings, url }: Props) {
  const words = useWords();
  const { sender_reward: sender, receiver_reward: receiver } = settings;
  return (
    <section className="section">
      <ul className="card rows">
        {receiver && <Gain text={words.t("referFriend", { reward: grantName(receiver, words) })} />}
        {sender && <Gain text={words.t("referYou", { reward: grantName(sender, words) })} />}
      </ul>
      {url ? <Link url={url} /> : <p className="card empty">{words.t("referLater")}</p>}
    </section>
  );
}

function Gain({ text }: { text: string }) {
  return (
    <li className="row">
      <span className="disc">
        <Icon name="gift" />
      </span>
      <span className="row-text">
        <b>{text}</b>
      </span>
    </li>
  );
}

function Link({ url }: { url: string }) {
  const { t } = useWords();
  const [isCopied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    if (field.current) setCopied(await copyField(field.current));
  };
  const share = () => void navigator.share({ url }).catch(() => {});
  return (
    <>
      <input className="link" ref={field} readOnly value={url} aria-label={t("referTitle")} dir="ltr" />
      <button type="button" className="button wide" onClick={copy}>
        {t(isCopied ? "referCopied" : "referCopy")}
      </button>
      {"share" in navigator && (
        <button type="button" className="button quiet wide" onClick={share}>
          {t("referShare")}
        </button>
      )}
      <p className="sr" role="status">
        {isCopied && t("referCopied")}
      </p>
    </>
  );
}
