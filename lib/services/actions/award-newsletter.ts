import {
  eachSubscriberPage,
  findSubscriberByEmail,
  getSubscribersByIds,
  type SubscriberFacts,
} from "@/lib/bigcommerce/subscribers";
import { findPeopleByEmails } from "@/lib/db/actions/find-people";
import { findCustomerById } from "@/lib/db/customers";
import { findAnnounced, recordSwept } from "@/lib/db/sweeps";
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
  return { awarded: sum(await awardAll(storeId, subscribers, now)) };
}

/**
 * Finds subscriptions whose webhooks were missed: all that changed since then, a page at a time. Those that only this
 * found, with no webhook still waiting, are drift of the day. Safe to repeat.
 */
export async function sweepSubscribers(
  storeId: bigint,
  since: Date,
  now: Date,
): Promise<{ awarded: number; drifted: number }> {
  const found = { awarded: 0, drifted: 0 };
  const { actions } = await loadActions(storeId, "newsletter");
  if (actions.length === 0) return found;
  return withStoreClient(storeId, async ({ client }) => {
    for await (const subscribers of eachSubscriberPage(client, since)) {
      const page = await sweepPage(storeId, subscribers, now);
      found.awarded += page.awarded;
      found.drifted += page.drifted;
    }
    return found;
  });
}

async function sweepPage(storeId: bigint, subscribers: readonly SubscriberFacts[], now: Date) {
  const found = { awarded: 0, drifted: 0 };
  if (subscribers.length === 0) return found;
  const ids = subscribers.map(({ subscriberId }) => subscriberId);
  const announced = await findAnnounced(storeId, "subscriber", ids);
  const awards = await awardAll(storeId, subscribers, now);
  found.awarded = sum(awards);
  found.drifted = awards.filter(({ id, awarded }) => awarded > 0 && !announced.has(id)).length;
  await recordSwept(storeId, now, { swept: subscribers.length, drifted: found.drifted });
  return found;
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
  return { awarded: found ? sum(await awardAll(storeId, [found], now)) : 0 };
}

type SubscriberAward = { id: number; awarded: number };

const sum = (awards: readonly SubscriberAward[]) => awards.reduce((total, { awarded }) => total + awarded, 0);

/** How many awards each of these gave now; nobody's and those without consent are left out. */
async function awardAll(
  storeId: bigint,
  subscribers: readonly SubscriberFacts[],
  now: Date,
): Promise<SubscriberAward[]> {
  const { actions, ...program } = await loadActions(storeId, "newsletter");
  const willing = subscribers.filter(({ hasNewsletter, email }) => hasNewsletter && email !== "");
  const emails = willing.map(({ email }) => email);
  const people = await findPeopleByEmails(storeId, emails);
  const awards: SubscriberAward[] = [];
  for (const { subscriberId: id, email, channelId } of willing) {
    const theirs = people.get(email) ?? [];
    const person = theirs.find(({ originChannelId }) => originChannelId === channelId) ?? theirs[0];
    if (!person) continue;
    let awarded = 0;
    for (const action of actions) {
      const deed = { storeId, customerId: person.id, action, distinctId: `customer/${person.id}`, now };
      const result = await awardActivity({ ...deed, ...program });
      if (result.kind === "recorded" && result.activity.outcome === "awarded") awarded += 1;
    }
    awards.push({ id, awarded });
  }
  return awards;
}
