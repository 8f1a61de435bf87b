import { createHash } from "node:crypto";
import { verifyIdentityToken } from "@/lib/auth/identity-token";
import type { CurrentCustomer } from "@/lib/auth/verify-current-customer";
import { countIdentityUse } from "@/lib/db/identity-secrets";
import { findBcCustomerIdByEmail } from "@/lib/db/storefront/find-bc-customer-id";
import { AppError } from "@/lib/errors";
import { readIdentitySecrets } from "@/lib/services/storefront/identity-secret";

/** A page that is loaded again, a second tab and a lost answer may send the same token; more is somebody who found it. */
const usesMax = 5;

/**
 * The customer that a store's own server vouches for. An e-mail names a customer we know; a customer we do not know yet
 * is named by BigCommerce's id. Throws `AppError("unauthorized")`: no secret, a bad token, one used too often, nobody.
 */
export async function acceptIdentity(
  store: { id: bigint; hash: string },
  token: string,
  now: Date,
): Promise<CurrentCustomer> {
  const secrets = await readIdentitySecrets(store, now);
  const { bcCustomerId, email, jti, expiresAt } = await verifyIdentityToken(
    token,
    { hash: store.hash, secrets },
    now,
  );
  const uses = await countIdentityUse(store.id, createHash("sha256").update(jti).digest(), expiresAt);
  if (uses > usesMax) throw new AppError("unauthorized", "The identity token was used too often.");
  const id = bcCustomerId ?? (await findBcCustomerIdByEmail(store.id, email));
  if (id === null) throw new AppError("unauthorized", "The store has no such customer.");
  return { storeHash: store.hash, bcCustomerId: id, email, bcGroupId: null };
}
