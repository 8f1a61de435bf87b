import styles from "./club.css?text";
import { type ClubCalls, ClubView } from "./club-view";

/** What this part of the panel gives back: its styles, and the views of VIP levels, referrals and the birthday. */
export type ClubPart = { styles: string; calls: ClubCalls; View: typeof ClubView };

/** Runs once, when the script of these views has arrived. */
export function startClub(calls: ClubCalls): ClubPart {
  return { styles, calls, View: ClubView };
}
