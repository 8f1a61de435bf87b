import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";

/** Views the panel can open on; an unknown one opens home. */
export type WidgetView = "home" | "earn" | "redeem" | "rewards" | "vip" | "refer" | "history";

export type OpenOptions = { view?: string };

/** What `Laurel.customer()` tells a page about the signed-in shopper. */
export type SdkCustomer = {
  id: number;
  first_name: string | null;
  points_balance: number;
  points_pending: number;
  points_debt: number;
};

export type PointsChanged = {
  points_balance: number;
  points_pending: number;
  points_debt: number;
  points_change: number;
};

/** A reward the shopper has just got. `code` is empty for store credit. */
export type RewardClaimed = { id: number; name: string; code: string; points_spent: number };

export type SdkEvents = { "points:changed": PointsChanged; "reward:claimed": RewardClaimed };

export type SdkListener = (detail: unknown) => void;

/** A token of the merchant's server, or what fetches one. */
export type IdentityToken = string | (() => string | Promise<string>);

/** `window.Laurel`: the only global the widget makes. */
export type LaurelSdk = {
  /** Resolves once the launcher is on the page. */
  ready(): Promise<void>;
  open(options?: OpenOptions): Promise<void>;
  close(): Promise<void>;
  /** `null` for guests. Asks the storefront at most once a page view. */
  customer(): Promise<SdkCustomer | null>;
  /**
   * Headless stores: who the shopper is, as a token signed by the merchant's server, or a function that fetches one
   * (then the widget asks it again when the session ends). `null` signs out. Rejects when the token is refused.
   */
  identify(token: IdentityToken | null): Promise<void>;
  /** Returns the function that stops listening. */
  on<Name extends keyof SdkEvents>(name: Name, listener: (detail: SdkEvents[Name]) => void): () => boolean;
};

/** What the loader hands to the panel script when it arrives. */
export type PanelContext = {
  config: WidgetConfig;
  root: ShadowRoot;
  launcher: HTMLButtonElement;
  emit<Name extends keyof SdkEvents>(name: Name, detail: SdkEvents[Name]): void;
  /** Set by the panel: the id of who is signed in, as far as it knows, and a bearer of theirs. */
  shopper?(): number | undefined;
  bearer?(): Promise<string | null>;
  /** Set by the call-outs: somebody else may be signed in now. */
  recount?(): void;
};

/** What the panel script gives back to the loader. */
export type PanelHandle = {
  open(options?: OpenOptions): void;
  close(): void;
  customer(): Promise<SdkCustomer | null>;
  identify(token: IdentityToken | null): Promise<void>;
  /** Page code listens: the balance is worth watching while the panel is closed too. */
  watch(): void;
};

/** The panel script announces itself with this event on its own script element; `detail` is a {@link StartPanel}. */
export const panelEvent = "laurel";

/** What the script of the call-outs gives back to the loader: fills a `<laurel-points>`. */
export type MarkCallout = (marker: HTMLElement) => void;

export type StartPanel = (context: PanelContext) => PanelHandle;
