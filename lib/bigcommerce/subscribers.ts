import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { chunked, eachPage, listAllPages } from "./paging";
import { idOrNull, integer, list, text } from "./schemas/primitives";

const subscriberSchema = z.looseObject({
  id: integer,
  email: text,
  channel_id: idOrNull,
  consents: list(z.string()),
});

export type SubscriberFacts = {
  subscriberId: number;
  /** Lower-cased. */
  email: string;
  channelId: number | null;
  /** A record without this consent is somebody who unsubscribed, or never subscribed at checkout. */
  hasNewsletter: boolean;
};

const idsPerCall = 200;

/** These newsletter subscribers, one call per 200; deleted ones are not in the list. */
export async function getSubscribersByIds(
  client: BigCommerceClient,
  subscriberIds: readonly number[],
): Promise<SubscriberFacts[]> {
  const facts: SubscriberFacts[] = [];
  for (const ids of chunked([...new Set(subscriberIds)], idsPerCall)) {
    const rows = await listAllPages(client, {
      operation: "subscribers.by_ids",
      path: "v3/customers/subscribers",
      query: { "id:in": ids },
      item: subscriberSchema,
    });
    facts.push(...rows.map(toFacts));
  }
  return facts;
}

/** The subscriber with this e-mail, one call; null when there is none. With several channels, one who consents first. */
export async function findSubscriberByEmail(
  client: BigCommerceClient,
  email: string,
): Promise<SubscriberFacts | null> {
  const rows = await listAllPages(client, {
    operation: "subscribers.by_email",
    path: "v3/customers/subscribers",
    query: { email },
    item: subscriberSchema,
  });
  const same = rows.map(toFacts).filter((facts) => facts.email === email.trim().toLowerCase());
  return same.find((facts) => facts.hasNewsletter) ?? same[0] ?? null;
}

/**
 * Everybody whose subscription changed since then, one call and one page per 250. A filter that is ignored costs calls,
 * not points.
 */
export async function* eachSubscriberPage(
  client: BigCommerceClient,
  modifiedSince: Date,
): AsyncGenerator<SubscriberFacts[]> {
  const pages = eachPage(client, {
    operation: "subscribers.list_modified",
    path: "v3/customers/subscribers",
    query: { "date_modified:min": modifiedSince.toISOString() },
    item: subscriberSchema,
  });
  for await (const rows of pages) yield rows.map(toFacts);
}

function toFacts(row: z.output<typeof subscriberSchema>): SubscriberFacts {
  return {
    subscriberId: row.id,
    email: row.email.trim().toLowerCase(),
    channelId: row.channel_id,
    hasNewsletter: row.consents.includes("marketing_newsletter"),
  };
}
