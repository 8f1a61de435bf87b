import { nextId } from "./create-store";
import { emitEvent } from "./emit-event";
import { toMinor } from "./money";
import type { Customer, StoreState, Subscriber } from "./types";
import type { World } from "./world";

export type CustomerInput = {
  email: string;
  firstName?: string;
  lastName?: string;
  company?: string;
  phone?: string;
  groupId?: number;
  channelId?: number;
  createdAt?: string | number | Date;
  storeCredit?: string;
  password?: string;
  quiet?: boolean;
};

export function addCustomer(world: World, store: StoreState, input: CustomerInput): Customer {
  const channelId = input.channelId ?? store.channels[0]?.id ?? 1;
  const createdAt = input.createdAt === undefined ? world.now() : new Date(input.createdAt).getTime();
  const customer: Customer = {
    id: nextId(store, "customer"),
    email: input.email,
    firstName: input.firstName ?? "Sam",
    lastName: input.lastName ?? "Shopper",
    company: input.company ?? "",
    phone: input.phone ?? "",
    groupId: input.groupId ?? 0,
    createdAt,
    modifiedAt: createdAt,
    originChannelId: channelId,
    storeCredit: toMinor(input.storeCredit ?? "0", store.settings.decimalPlaces),
    notes: "",
    password: input.password ?? "",
  };
  store.customers.set(customer.id, customer);
  if (input.quiet) world.changed();
  else emitCustomer(world, store, "created", customer);
  return customer;
}

export type CustomerChange = Partial<
  Pick<
    Customer,
    "email" | "firstName" | "lastName" | "company" | "phone" | "groupId" | "storeCredit" | "notes"
  >
>;

export function updateCustomer(
  world: World,
  store: StoreState,
  customerId: number,
  change: CustomerChange,
): Customer {
  const customer = store.customers.get(customerId);
  if (!customer) throw new Error(`Store ${store.hash} has no customer ${customerId}`);
  Object.assign(customer, change);
  customer.modifiedAt = Math.max(customer.modifiedAt, world.now());
  emitCustomer(world, store, "updated", customer);
  return customer;
}

export function deleteCustomer(world: World, store: StoreState, customerId: number): boolean {
  if (!store.customers.delete(customerId)) return false;
  emitEvent(world, store, "store/customer/deleted", { type: "customer", id: customerId });
  return true;
}

function emitCustomer(world: World, store: StoreState, what: string, customer: Customer): void {
  emitEvent(world, store, `store/customer/${what}`, {
    type: "customer",
    id: customer.id,
    origin_channel_id: customer.originChannelId,
    channel_ids: [customer.originChannelId],
  });
}

/** The newsletter: a subscriber without consents has unsubscribed. */
export function subscribe(
  world: World,
  store: StoreState,
  input: { email: string; consents?: string[]; orderId?: number; channelId?: number; firstName?: string },
): Subscriber {
  const known = [...store.subscribers.values()].find(
    (entry) => entry.email.toLowerCase() === input.email.toLowerCase(),
  );
  const now = world.now();
  const subscriber: Subscriber = known ?? {
    id: nextId(store, "subscriber"),
    email: input.email,
    firstName: input.firstName ?? "",
    lastName: "",
    source: "storefront",
    orderId: input.orderId ?? null,
    channelId: input.channelId ?? store.channels[0]?.id ?? 1,
    consents: [],
    createdAt: now,
    modifiedAt: now,
  };
  subscriber.consents = input.consents ?? ["marketing_newsletter"];
  subscriber.modifiedAt = now;
  store.subscribers.set(subscriber.id, subscriber);
  emitEvent(world, store, `store/subscriber/${known ? "updated" : "created"}`, {
    type: "subscriber",
    id: subscriber.id,
  });
  return subscriber;
}
