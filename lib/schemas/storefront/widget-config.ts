/** What the loader script is told about the store it runs in; written into the script by the server. */
export type WidgetConfig = {
  /** Our own origin, no trailing slash. */
  api: string;
  /** BigCommerce store hash and channel id. */
  store: string;
  channel: number;
  /** The app's BigCommerce client id, which the storefront's Current Customer address asks for. */
  clientId: string;
  /** Path of the panel script under `api`, named by its content. */
  panel: string;
  /** Text of the launcher. */
  label: string;
  /** The launcher's finished style sheet, with the colours and the place of the panel. */
  css: string;
  /** Language of the words, and the direction it is written in. */
  lang: string;
  dir: "ltr" | "rtl";
};
