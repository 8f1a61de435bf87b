import {
  findSubscriberByEmail,
  getSubscribersByIds,
  listSubscribersModifiedSince,
  type SubscriberFacts,
} from "@/lib/bigcommerce/subscribers";
import { findPeopleByEmail } from "@/lib/db/actions/find-people";
import { findCustomerById } from "@/lib/db/customers";
import { awardActivity } from "@/lib/services/actions/award-activity";
import { loadActions } from "@/lib/services/actions/load-actions";
import { withStoreClient } from "@/lib/services/stores/open-store-client";

/**
 * Pays customers for these newsletter subscriptions, as BigCommerce has them now: only with consent to the newsletter,
 * and only who is a customer already; {@link awardNewsletterOf} finds those who become one later. Safe to repeat.
 */
export async function awardSubscribers(
  storeId: bigint,
  subscriberIds: readonly number[],
  now: Date,
): Promise<{ awarded: number }> {
  const { actions } = await loadActions(storeId, "newsletter");
  if (actions.length === 0 || subscriberIds.length === 0) return { awarded: 0 };
  const subscribers = await withStoreClient(storeId, ({ client }) =>
    getSubscribersByIds(client, subscriberIds),
  );
  let awarded = 0;
  for (const subscriber of subscribers) awarded += await awardSubscriber(storeId, subscriber, now);
  return { awarded };
}

/** Finds subscriptions whose webhooks were missed: all that changed since then. Safe to repeat. */
export async function sweepSubscribers(
  storeId: bigint,
  since: Date,
  now: Date,
): Promise<{ awarded: number }> {
  const { actions } = await loadActions(storeId, "newsletter");
  if (actions.length === 0) return { awarded: 0 };
  const subscribers = await withStoreClient(storeId, ({ client }) =>
    listSubscribersModifiedSince(client, since),
  );
  let awarded = 0;
  for (const subscriber of subscribers) awarded += await awardSubscriber(storeId, subscriber, now);
  return { awarded };
}

/** For a customer we have just come to know: the sign-up form subscribes at the same moment. */
export async function awardNewsletterOf(
  storeId: bigint,
  customerId: bigint,
  now: Date,
): Promise<{ awarded: number }> {
  const { actions } = await loadActions(storeId, "newsletter");
  const customer = await findCustomerById(storeId, customerId);
  if (actions.length === 0 || !customer?.email) return { awarded: 0 };
  const { email } = customer;
  const found = await withStoreClient(storeId, ({ client }) => findSubscriberByEmail(client, email));
  return { awarded: found ? await awardSubscriber(storeId, found, now) : 0 };
}

async function awardSubscriber(storeId: bigint, subscriber: SubscriberFacts, now: Date): Promise<number> {
  if (!subscriber.hasNewsletter || subscriber.email === "") return 0;
  const { actions, ...program } = await loadActions(storeId, "newsletter");
  const people = await findPeopleByEmail(storeId, subscriber.email);
  const person = people.find(({ originChannelId }) => originChannelId === subscriber.channelId) ?? people[0];
  if (!person) return 0;
  let awarded = 0;
  for (const action of actions) {
    const distinctId = `customer/${person.id}`;
    const result = await awardActivity({
      storeId,
      customerId: person.id,
      action,
      distinctId,
      now,
      ...program,
    });
    if (result.kind === "recorded" && result.activity.outcome === "awarded") awarded += 1;
  }
  return awarded;
}
