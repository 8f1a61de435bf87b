import { z } from "zod";
import { env } from "@/lib/env";
import { userAgent } from "./client/client";
import { BigCommerceError } from "./client/errors";
import { type Runtime, systemRuntime } from "./client/runtime";
import { sendRequest } from "./client/send-request";
import { integer, text, textOrNull } from "./schemas/primitives";

const userSchema = z.looseObject({ id: integer, username: text, email: text });

const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  /** `null` when BigCommerce did not like the context: such a token answers 403 everywhere. */
  scope: text,
  context: z.string().regex(/^stores\/[a-z0-9]+$/),
  account_uuid: textOrNull,
  user: userSchema,
  /** Documented, but BigCommerce's own sample does not rely on it. */
  owner: userSchema.nullish(),
});

export type OAuthUser = { id: number; email: string };
export type OAuthGrant = {
  accessToken: string;
  /** Space separated; compare as a superset, never for equality. */
  scope: string;
  /** `stores/<hash>`. */
  context: string;
  accountUuid: string | null;
  user: OAuthUser;
  owner: OAuthUser | null;
};

const timeoutMs = 15_000;

/**
 * Trades the install callback's code for a permanent token. A code works once and is gone after any answer, so this is
 * never repeated. Who and what the token is for stands in the answer; the caller compares `context` and `scope`.
 *
 * @throws BigCommerceError `validation` (code used or expired, redirect address not registered), `malformed`, or
 *   whatever else the login host did. The message never holds code, secret or token.
 */
export async function exchangeCode(
  request: { code: string; scope: string; context: string },
  runtime: Runtime = systemRuntime,
): Promise<OAuthGrant> {
  const { APP_URL, BIGCOMMERCE_CLIENT_ID, BIGCOMMERCE_CLIENT_SECRET, BIGCOMMERCE_LOGIN_URL } = env();
  const operation = "oauth.exchange_code";
  const { outcome } = await sendRequest(
    {
      url: `${BIGCOMMERCE_LOGIN_URL}/oauth2/token`,
      method: "POST",
      operation,
      headers: { accept: "application/json", "content-type": "application/json", "user-agent": userAgent() },
      body: {
        client_id: BIGCOMMERCE_CLIENT_ID,
        client_secret: BIGCOMMERCE_CLIENT_SECRET,
        ...request,
        grant_type: "authorization_code",
        // Must equal the registered callback byte for byte.
        redirect_uri: `${APP_URL}/api/bigcommerce/auth`,
      },
      timeoutMs,
      secrets: [BIGCOMMERCE_CLIENT_SECRET, request.code],
    },
    runtime,
  );
  if (!outcome.ok) throw outcome.error;
  const parsed = tokenSchema.safeParse(outcome.body.kind === "json" ? outcome.body.value : null);
  if (!parsed.success) {
    // Not even a part of this answer may be quoted: it may hold the token.
    const summary = `unexpected fields: ${parsed.error.issues.map(({ path }) => path.join(".")).join(", ")}`;
    throw new BigCommerceError({ kind: "malformed", status: 200, operation, summary });
  }
  const { access_token, scope, context, account_uuid, user, owner } = parsed.data;
  return {
    accessToken: access_token,
    scope,
    context,
    accountUuid: account_uuid,
    user: { id: user.id, email: user.email },
    owner: owner ? { id: owner.id, email: owner.email } : null,
  };
}
