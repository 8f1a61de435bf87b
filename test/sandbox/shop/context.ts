import type { Cart, Channel, Customer, Session, StoreState } from "../state/types";
import type { World } from "../state/world";

/** What a storefront page works with: one store, one channel, one browser. */
export type ShopContext = {
  world: World;
  store: StoreState;
  channel: Channel;
  session: Session;
  customer: Customer | null;
  cart: Cart | null;
};
