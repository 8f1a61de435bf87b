import { randomBytes } from "node:crypto";
import { installScopes } from "../api/install-scopes";
import {
  type Claims,
  type LoadInput,
  signCurrentCustomer,
  signLegacyPayload,
  signPayload,
} from "../api/sign-tokens";
import { archiveOrder, setOrderStatus, updateOrder } from "../state/change-order";
import { nextId } from "../state/create-store";
import {
  addCustomer,
  type CustomerChange,
  type CustomerInput,
  deleteCustomer,
  subscribe,
  updateCustomer,
} from "../state/customers";
import { emitEvent } from "../state/emit-event";
import { type OrderInput, placeOrder } from "../state/place-order";
import { declineRefund, type RefundInput, refundOrder } from "../state/refund-order";
import type { Customer, Order, Refund, Review, StoreSettings, StoreState, Subscriber } from "../state/types";
import { storefrontOrigin, type World } from "../state/world";

/** Everything a test, the control panel or the admin API can do with one store. */
export class StoreHandle {
  constructor(
    private readonly world: World,
    readonly state: StoreState,
  ) {}

  get hash(): string {
    return this.state.hash;
  }

  /** Origin of the storefront of a channel, `http://localhost:<port>`. */
  storefrontUrl(channelId = this.state.channels[0]?.id ?? 1): string {
    return storefrontOrigin(this.world, this.state, channelId);
  }

  issueToken(scopes: string[] = installScopes): string {
    const token = randomBytes(20).toString("hex");
    this.state.tokens.push({ token, clientId: this.world.app.clientId, scopes, revoked: false });
    this.state.installed = true;
    this.world.changed();
    return token;
  }

  revokeTokens(): void {
    for (const token of this.state.tokens) token.revoked = true;
    this.world.changed();
  }

  /** A click on Install: a fresh single-use code in the app's auth callback. */
  authUrl(options: { scopes?: string[]; external?: boolean; userId?: number } = {}): string {
    const scope = (options.scopes ?? installScopes).join(" ");
    const code = randomBytes(15).toString("hex");
    this.state.authCodes.push({ code, scope, userId: options.userId ?? this.state.owner.id, used: false });
    const query = new URLSearchParams({
      code,
      scope,
      context: `stores/${this.hash}`,
      account_uuid: this.state.accountUuid,
      ...(options.external ? { external_install: `${this.world.origins.panel}/app/external` } : {}),
    });
    return `${this.world.app.url}/api/bigcommerce/auth?${query}`;
  }

  signLoad(input: LoadInput = {}): Promise<string> {
    return signPayload(this.world, this.state, input);
  }

  signLegacyPayload(): string {
    return signLegacyPayload(this.world, this.state);
  }

  async loadUrl(input: LoadInput = {}): Promise<string> {
    return `${this.world.app.url}/api/bigcommerce/load?signed_payload_jwt=${await this.signLoad(input)}`;
  }

  /** What BigCommerce does on uninstall: tokens and hooks die first, then the app is told. Answers the app's status. */
  async uninstall(options: { notify?: boolean } = {}): Promise<number | null> {
    const jwt = await this.signLoad();
    this.revokeTokens();
    this.state.installed = false;
    for (const hook of this.state.hooks.values()) hook.active = false;
    this.state.hooks.clear();
    for (const script of [...this.state.scripts.values()]) {
      if (script.document.auto_uninstall === true) this.state.scripts.delete(script.uuid);
    }
    this.world.changed();
    return options.notify === false ? null : this.callBack("uninstall", jwt);
  }

  async removeUser(userId: number): Promise<number | null> {
    const user = this.state.staff.find((entry) => entry.id === userId);
    if (!user) throw new Error(`Store ${this.hash} has no staff user ${userId}`);
    this.state.staff = this.state.staff.filter((entry) => entry !== user);
    this.world.changed();
    return this.callBack("remove-user", await this.signLoad({ user }));
  }

  currentCustomerJwt(customerId: number, claims: Claims = {}): Promise<string> {
    return signCurrentCustomer(this.world, this.state, customerId, claims);
  }

  addCustomer(input: CustomerInput): Customer {
    return addCustomer(this.world, this.state, input);
  }
  updateCustomer(customerId: number, change: CustomerChange): Customer {
    return updateCustomer(this.world, this.state, customerId, change);
  }
  deleteCustomer(customerId: number): boolean {
    return deleteCustomer(this.world, this.state, customerId);
  }
  subscribe(email: string): Subscriber {
    return subscribe(this.world, this.state, { email });
  }
  unsubscribe(email: string): Subscriber {
    return subscribe(this.world, this.state, { email, consents: [] });
  }

  placeOrder(input: OrderInput = {}): Order {
    return placeOrder(this.world, this.state, input);
  }
  /** Many orders at once, in order; answers their ids. */
  placeOrders(count: number, input: (index: number) => OrderInput = () => ({})): number[] {
    return Array.from({ length: count }, (_, index) => this.placeOrder(input(index)).id);
  }
  setStatus(orderId: number, statusId: number): Order {
    return setOrderStatus(this.world, this.state, orderId, statusId);
  }
  updateOrder(orderId: number, change: Parameters<typeof updateOrder>[3]): Order {
    return updateOrder(this.world, this.state, orderId, change);
  }
  archiveOrder(orderId: number): Order {
    return archiveOrder(this.world, this.state, orderId);
  }
  refund(orderId: number, input: RefundInput): Refund {
    return refundOrder(this.world, this.state, orderId, input);
  }
  declineRefund(refundId: number): Refund {
    return declineRefund(this.world, this.state, refundId);
  }

  addReview(productId: number, input: Partial<Omit<Review, "id" | "productId">> = {}): Review {
    const product = this.state.products.get(productId);
    if (!product) throw new Error(`Store ${this.hash} has no product ${productId}`);
    const now = this.world.now();
    const review: Review = {
      id: nextId(this.state, "review"),
      productId,
      title: "Lovely",
      text: "Arrived quickly and well packed.",
      status: "approved",
      rating: 5,
      email: "",
      name: "",
      createdAt: now,
      ...input,
    };
    this.state.reviews.set(review.id, review);
    product.modifiedAt = now;
    this.world.changed();
    return review;
  }

  /** Another address of a storefront; `quiet`: its webhook gets lost. */
  moveStorefront(channelId: number, origin: string, { quiet = false } = {}): void {
    this.world.origins.storefronts.set(`${this.hash}:${channelId}`, origin);
    const scope = `store/channel/${channelId}/settings/site/updated`;
    if (!quiet) emitEvent(this.world, this.state, scope, { type: "channel", id: channelId });
    this.world.changed();
  }

  setSettings(settings: Partial<StoreSettings>): StoreSettings {
    Object.assign(this.state.settings, settings);
    emitEvent(this.world, this.state, "store/information/updated", { type: "store" });
    return this.state.settings;
  }

  private async callBack(name: string, jwt: string): Promise<number | null> {
    try {
      const response = await fetch(`${this.world.app.url}/api/bigcommerce/${name}?signed_payload_jwt=${jwt}`);
      return response.status;
    } catch {
      return null;
    }
  }
}
