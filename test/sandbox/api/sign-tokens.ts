import { createHmac, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { StoreState, StoreUser } from "../state/types";
import type { World } from "../state/world";

export type Claims = Record<string, unknown>;
export type LoadInput = { user?: StoreUser; url?: string; channelId?: number | null; claims?: Claims };

const daySeconds = 86_400;
const currentCustomerSeconds = 900;

/** Signs any claims with the app's secret, as BigCommerce signs every token for it: HS256. */
export function signClaims(world: World, claims: Claims): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(new TextEncoder().encode(world.app.clientSecret));
}

/** `signed_payload_jwt` of load, uninstall and remove-user: valid a day, `nbf` five seconds before `iat`. */
export function signPayload(world: World, store: StoreState, input: LoadInput = {}): Promise<string> {
  const iat = Math.floor(world.now() / 1000);
  const user = input.user ?? store.owner;
  return signClaims(world, {
    aud: world.app.clientId,
    iss: "bc",
    iat,
    nbf: iat - 5,
    exp: iat + daySeconds,
    jti: randomUUID(),
    sub: `stores/${store.hash}`,
    user: { id: user.id, email: user.email, locale: "en-US" },
    owner: { id: store.owner.id, email: store.owner.email },
    url: input.url ?? "/",
    channel_id: input.channelId ?? null,
    ...input.claims,
  });
}

/** The old `signed_payload`: base64 JSON and a hex HMAC. Kept because older clients still verify it. */
export function signLegacyPayload(world: World, store: StoreState): string {
  const json = JSON.stringify({
    user: { id: store.owner.id, email: store.owner.email },
    owner: { id: store.owner.id, email: store.owner.email },
    context: `stores/${store.hash}`,
    store_hash: store.hash,
    timestamp: world.now() / 1000,
  });
  const mac = createHmac("sha256", world.app.clientSecret).update(json).digest("hex");
  return `${Buffer.from(json).toString("base64")}.${Buffer.from(mac).toString("base64")}`;
}

/** The Current Customer token of a signed-in shopper: 15 minutes, `sub` is the bare store hash. */
export function signCurrentCustomer(
  world: World,
  store: StoreState,
  customerId: number,
  claims: Claims = {},
): Promise<string> {
  const customer = store.customers.get(customerId);
  if (!customer) throw new Error(`Store ${store.hash} has no customer ${customerId}`);
  const iat = Math.floor(world.now() / 1000);
  return signClaims(world, {
    customer: { id: customer.id, email: customer.email, group_id: String(customer.groupId) },
    iss: "bc/apps",
    sub: store.hash,
    iat,
    exp: iat + currentCustomerSeconds,
    version: 1,
    aud: world.app.clientId,
    application_id: world.app.clientId,
    store_hash: store.hash,
    operation: "current_customer",
    ...claims,
  });
}
