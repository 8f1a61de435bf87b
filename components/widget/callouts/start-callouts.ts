import type { CalloutsAnswer } from "@/lib/schemas/storefront/callouts";
import type { PanelContext } from "../loader/sdk";
import { createFormat } from "../messages/create-format";
import { createTranslate } from "../messages/create-translate";
import { readCart } from "./read-cart";

/** As many as one question may name. */
const productsMax = 50;
const attributes = ["product", "price", "price-without-tax", "currency", "cart"];

/**
 * Runs once, when the first marker (`<laurel-points>`) has come onto the page; returns what fills a marker. Markers
 * that come together are asked for together. A marker is filled again when its attributes change, and emptied when it
 * earns nothing or nobody can tell, and for whoever is signed in, once the panel knows. The words are the page's text: no
 * style of ours, no shadow.
 */
export function startCallouts(context: PanelContext): (marker: HTMLElement) => void {
  const { config } = context;
  const waiting = new Set<HTMLElement>();
  let shopper: number | undefined;
  const ask = async (query: Record<string, string>): Promise<CalloutsAnswer> => {
    const lang = document.documentElement.lang.slice(0, 35);
    const search = new URLSearchParams({ store: config.store, channel: `${config.channel}`, lang, ...query });
    const address = `${config.api}/api/storefront/callouts?${search}`;
    const asked = context.shopper?.();
    const token = asked && (await context.bearer?.().catch(() => null));
    const own = token && { headers: { authorization: `Bearer ${token}` } };
    let response = await (own ? fetch(`${address}&personal=1`, own) : fetch(address));
    // Whoever's session is over is told what guests are told, not what was true before.
    if (own && response.status === 401) response = await fetch(address);
    // What was on its way for somebody else is not for this one; they are asked for already.
    if (!response.ok || asked !== context.shopper?.()) throw Error("Laurel: no call-outs");
    return response.json();
  };
  const say = (
    marker: HTMLElement,
    key: "calloutProduct" | "calloutCart",
    points: number,
    by: CalloutsAnswer,
  ) => {
    const amount = createFormat(by.locale, by.texts.points ?? "").points(points);
    const text = points > 0 ? createTranslate(by.texts, by.locale)(key, { amount }) : "";
    if (marker.textContent !== text) marker.textContent = text;
  };

  const fillProducts = async (markers: HTMLElement[], currency: string) => {
    const answer = await ask({
      products: markers.map(productOf).join(),
      ...(currency ? { currency } : {}),
    });
    for (const [index, marker] of markers.entries())
      say(marker, "calloutProduct", answer.products[index]?.points ?? 0, answer);
  };
  const fillCart = async (marker: HTMLElement) => {
    const lines = marker.getAttribute("cart");
    const currency = marker.getAttribute("currency");
    const query = lines
      ? { cart: lines, ...(currency ? { currency } : {}) }
      : await readCart(fetch.bind(window));
    if (query) {
      const answer = await ask(query);
      say(marker, "calloutCart", answer.cart?.points ?? 0, answer);
    } else marker.textContent = "";
  };

  const fillAll = () => {
    const markers = [...waiting].filter((marker) => marker.isConnected);
    waiting.clear();
    const quietly = () => {};
    for (const marker of markers) if (marker.hasAttribute("cart")) fillCart(marker).catch(quietly);
    // A marker that says something else would spoil the question for all.
    const products = markers.filter((marker) => /^[1-9]\d*(:[\d.]+){1,2}$/.test(productOf(marker)));
    for (const currency of new Set(products.map((marker) => marker.getAttribute("currency") ?? ""))) {
      const same = products.filter((marker) => (marker.getAttribute("currency") ?? "") === currency);
      for (let start = 0; start < same.length; start += productsMax)
        fillProducts(same.slice(start, start + productsMax), currency).catch(quietly);
    }
  };
  const fill = (marker: HTMLElement) => {
    if (waiting.size === 0) setTimeout(fillAll);
    waiting.add(marker);
  };
  const observer = new MutationObserver((changes) => {
    for (const { target } of changes) fill(target as HTMLElement);
  });
  context.recount = () => {
    if (shopper === context.shopper?.()) return;
    shopper = context.shopper?.();
    for (const marker of document.querySelectorAll<HTMLElement>("laurel-points")) fill(marker);
  };
  context.recount();
  return (marker) => {
    observer.observe(marker, { attributeFilter: attributes });
    fill(marker);
  };
}

/** `product:price`, or `product:price:price without tax`. */
const productOf = (marker: HTMLElement) =>
  attributes
    .slice(0, 3)
    .map((name) => marker.getAttribute(name))
    .filter((value) => value !== null)
    .join(":");
