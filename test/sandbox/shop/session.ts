import { randomUUID } from "node:crypto";
import type { Channel, Session, StoreState } from "../state/types";
import type { World } from "../state/world";
import type { ShopContext } from "./context";

export const sessionCookie = "SHOP_SESSION_TOKEN";

/** The browser's session, made at its first visit. `setCookie` is null when it has one already. */
export function openSession(
  world: World,
  store: StoreState,
  channel: Channel,
  cookie: string | undefined,
): { context: ShopContext; setCookie: string | null } {
  const known = cookie ? store.sessions.get(cookie) : undefined;
  const session: Session = known ?? { id: randomUUID(), customerId: 0, cartId: null, lastOrderId: null };
  if (!known) store.sessions.set(session.id, session);
  const context: ShopContext = {
    world,
    store,
    channel,
    session,
    customer: store.customers.get(session.customerId) ?? null,
    cart: session.cartId ? (store.carts.get(session.cartId) ?? null) : null,
  };
  const setCookie = known
    ? null
    : `${sessionCookie}=${session.id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800`;
  return { context, setCookie };
}

export function signIn(context: ShopContext, customerId: number): void {
  context.session.customerId = customerId;
  if (context.cart) context.cart.customerId = customerId;
  context.world.changed();
}

/** Signing out leaves the cart behind, as in a real store. */
export function signOut(context: ShopContext): void {
  context.session.customerId = 0;
  context.session.cartId = null;
  context.world.changed();
}
