import styles from "./club.css?text";
import { ClubView } from "./club-view";

/** What this part of the panel gives back: its styles, and the views of VIP levels and referrals. */
export type ClubPart = { styles: string; View: typeof ClubView };

/** Runs once, when the script of these views has arrived. */
export function startClub(): ClubPart {
  return { styles, View: ClubView };
}
