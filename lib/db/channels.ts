import { db } from "@/lib/db/client";
import type { Channel } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";

export type ChannelInput = {
  channelId: number;
  name: string;
  platform: string;
  status: string;
  origins: string[];
  siteUrl: string | null;
};

/** Writes the storefronts of a store as BigCommerce lists them; one that is no longer listed loses its origins. */
export async function saveChannels(
  tx: Transaction,
  storeId: bigint,
  channels: ChannelInput[],
): Promise<void> {
  for (const { channelId, ...facts } of channels) {
    await tx.channel.upsert({
      where: { storeId_bcChannelId: { storeId, bcChannelId: channelId } },
      create: { storeId, bcChannelId: channelId, ...facts },
      update: facts,
    });
  }
  await tx.channel.updateMany({
    where: { storeId, bcChannelId: { notIn: channels.map(({ channelId }) => BigInt(channelId)) } },
    data: { status: "gone", origins: [], scriptUuid: null },
  });
}

/** When the storefronts were last written; null when there are none. */
export async function findChannelsReadAt(storeId: bigint): Promise<Date | null> {
  const { _max } = await db().channel.aggregate({ where: { storeId }, _max: { updatedAt: true } });
  return _max.updatedAt;
}

/** Storefronts that shall carry the widget, by BigCommerce's number. */
export function listWidgetChannels(
  storeId: bigint,
): Promise<Pick<Channel, "bcChannelId" | "name" | "scriptUuid">[]> {
  return db().channel.findMany({
    where: { storeId, enabled: true, status: { not: "gone" } },
    orderBy: { bcChannelId: "asc" },
    select: { bcChannelId: true, name: true, scriptUuid: true },
  });
}

export async function saveScript(storeId: bigint, bcChannelId: bigint, scriptUuid: string): Promise<void> {
  await db().channel.updateMany({ where: { storeId, bcChannelId }, data: { scriptUuid } });
}
