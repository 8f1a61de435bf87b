/**
 * Types of `window.Laurel` and of `<laurel-points>`, for the code of a storefront. Copy this file into your project;
 * it needs nothing else. The guide is in README.md beside it.
 */

export type LaurelView = "home" | "earn" | "redeem" | "rewards" | "vip" | "refer" | "history";

export interface LaurelCustomer {
  id: number;
  first_name: string | null;
  /** Points that can be spent now; pending ones wait for the store, a debt is paid by what is earned next. */
  points_balance: number;
  points_pending: number;
  points_debt: number;
}

export interface LaurelPointsChanged {
  points_balance: number;
  points_pending: number;
  points_debt: number;
  /** By how much the balance changed. */
  points_change: number;
}

export interface LaurelRewardClaimed {
  id: number;
  name: string;
  /** Empty for store credit. */
  code: string;
  points_spent: number;
}

export interface LaurelEvents {
  "points:changed": LaurelPointsChanged;
  "reward:claimed": LaurelRewardClaimed;
}

/** A token of your server, or a function that fetches one whenever the session has ended. */
export type LaurelIdentityToken = string | (() => string | Promise<string>);

export interface Laurel {
  /** Resolves once the launcher is on the page. */
  ready(): Promise<void>;
  /** Opens the panel; an unknown view, or one the program does not have, opens home. */
  open(options?: { view?: string }): Promise<void>;
  close(): Promise<void>;
  /** The signed-in shopper, or null for guests. */
  customer(): Promise<LaurelCustomer | null>;
  /** Headless storefronts: who the shopper is; `null` signs out. Rejects when the token is refused. */
  identify(token: LaurelIdentityToken | null): Promise<void>;
  /** Listens; returns the function that stops. */
  on<Name extends keyof LaurelEvents>(
    name: Name,
    listener: (detail: LaurelEvents[Name]) => void,
  ): () => boolean;
}

declare global {
  interface Window {
    /** There once the widget's script has run. */
    Laurel?: Laurel;
  }
  interface HTMLElementTagNameMap {
    "laurel-points": HTMLElement;
  }
}
