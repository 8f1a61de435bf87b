import { z } from "zod";
import { createWebhookSecret } from "@/lib/auth/webhook-secret";
import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { exchangeCode, type OAuthGrant } from "@/lib/bigcommerce/oauth";
import { encryptToken } from "@/lib/crypto/token-envelope";
import { upsertStoreUser } from "@/lib/db/store-users";
import { type StoreRow, upsertInstalledStore } from "@/lib/db/stores";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { recordEffects } from "@/lib/services/runs/record-effects";
import { handOverSession } from "@/lib/services/sessions/hand-over-session";
import { forgetActiveStore } from "@/lib/services/stores/active-store";
import { findMissingScopes } from "@/lib/services/stores/required-scopes";

const requestSchema = z.object({
  code: z.string().min(1).max(512),
  scope: z.string().min(1).max(4096),
  context: z.string().regex(/^stores\/[a-z0-9]+$/),
});

export type InstallRequest = Record<keyof z.input<typeof requestSchema>, string | null>;

/**
 * Finishes a one-click install: trades the code for a token, checks who and what it is for, and writes store, owner
 * and user, together with the effect that starts the durable set-up. Identity comes from the token response, never
 * from the query. May be repeated (new consent, reinstall): it is an upsert by store hash.
 *
 * Throws `AppError`: `bad_request` (parameters missing or mismatched, code refused), `scope_missing` (names them),
 * `bigcommerce_failed`.
 */
export async function installStore(
  request: InstallRequest,
  now: Date = new Date(),
): Promise<{ path: string }> {
  const parsed = requestSchema.safeParse(request);
  if (!parsed.success) {
    throw new AppError("bad_request", "BigCommerce's request to install Laurel is incomplete.");
  }
  const grant = await tradeCode(parsed.data);
  if (grant.context !== parsed.data.context) {
    throw new AppError("bad_request", "The permission that came back is for another store.");
  }
  const missing = findMissingScopes(grant.scope);
  if (missing.length > 0) {
    throw new AppError("scope_missing", `These permissions were not granted: ${missing.join(", ")}.`);
  }
  const { store, storeUserId } = await inTransaction((tx) => saveInstall(tx, grant, now));
  forgetActiveStore(store);
  const { code } = await handOverSession({ storeId: store.id, storeUserId }, now);
  return { path: `/dashboard?${new URLSearchParams({ code })}` };
}

/** A code works once: a second use, by a reload of the page, is the reader's problem and not BigCommerce's. */
async function tradeCode(request: z.output<typeof requestSchema>): Promise<OAuthGrant> {
  try {
    return await exchangeCode(request);
  } catch (error) {
    if (!isBigCommerceError(error, "validation")) throw error;
    throw new AppError("bad_request", "BigCommerce says this install link was used already or has expired.", {
      cause: error,
    });
  }
}

async function saveInstall(
  tx: Transaction,
  grant: OAuthGrant,
  now: Date,
): Promise<{ store: StoreRow; storeUserId: bigint }> {
  const hash = grant.context.slice("stores/".length);
  const { secret, secretHash } = createWebhookSecret();
  const store = await upsertInstalledStore(
    tx,
    hash,
    {
      accessTokenEncrypted: encryptToken(grant.accessToken, hash),
      scopes: grant.scope.split(/\s+/).filter(Boolean),
      accountUuid: grant.accountUuid,
      ownerBcUserId: grant.owner?.id ?? null,
      webhookSecretEncrypted: encryptToken(secret, hash),
      webhookSecretHash: secretHash,
    },
    now,
  );
  const owner = grant.owner ?? grant.user;
  await upsertStoreUser(store.id, { bcUserId: owner.id, email: owner.email, isOwner: true }, now, tx);
  const user = await upsertStoreUser(
    store.id,
    { bcUserId: grant.user.id, email: grant.user.email, isOwner: grant.user.id === owner.id },
    now,
    tx,
  );
  await recordEffects(tx, store.id, [
    {
      key: `installed/${store.installedAt.getTime()}`,
      event: { name: "store/installed", data: { storeId: String(store.id) } },
    },
  ]);
  return { store, storeUserId: user.id };
}
