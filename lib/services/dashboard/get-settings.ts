import { systemClock } from "@/lib/clock";
import {
  findChannels,
  findCustomerImport,
  findStoreStatus,
  type StoreStatusRecord,
} from "@/lib/db/dashboard/find-store-status";
import { AppError } from "@/lib/errors";
import { dayInZone } from "@/lib/format/format-date";
import type { SettingsResponse } from "@/lib/schemas/admin/settings";
import { describeImport } from "@/lib/services/dashboard/describe-import";
import { findMissingScopes, requiredScopes } from "@/lib/services/stores/required-scopes";

/** Facts of the store, its connection and its storefronts. */
export async function getSettings(
  store: { id: bigint; timeZone: string },
  clock = systemClock,
): Promise<SettingsResponse> {
  const [status, channels, customerImport] = await Promise.all([
    findStoreStatus(store.id, dayInZone(clock.now(), store.timeZone)),
    findChannels(store.id),
    findCustomerImport(store.id),
  ]);
  if (!status) throw new AppError("not_found", "This store is not installed.");
  const { name, hash, domain, currency, timeZone, planName } = status;
  return {
    store: {
      name,
      hash,
      domain,
      currency,
      timeZone,
      planName,
      installedAt: status.installedAt.toISOString(),
    },
    connection: describeConnection(status),
    channels: channels.map(({ scriptUuid, ...channel }) => ({ ...channel, hasScript: scriptUuid !== null })),
    customerImport: customerImport && describeImport(customerImport),
  };
}

function describeConnection(status: StoreStatusRecord): SettingsResponse["connection"] {
  const missing = new Set(findMissingScopes(status.scopes.join(" ")));
  return {
    status: status.status,
    scopes: requiredScopes.map((name) => ({ name, granted: !missing.has(name) })),
    provisionedAt: status.provisionedAt?.toISOString() ?? null,
    provisionError: status.provisionError,
  };
}
