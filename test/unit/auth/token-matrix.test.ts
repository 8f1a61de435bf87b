import { SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { readMerchantSession, signMerchantSession } from "@/lib/auth/merchant-session";
import { readShopperSession, signShopperSession } from "@/lib/auth/shopper-session";
import { verifyCurrentCustomer } from "@/lib/auth/verify-current-customer";
import { verifySignedPayload } from "@/lib/auth/verify-signed-payload";
import { env } from "@/lib/env";

/** Every token type that one of our secrets signs, against every verifier: only the diagonal opens. */
const tokens = {
  signedPayload: () => signedPayload({}),
  currentCustomer: () => currentCustomer({}),
  /** Customer Login API token, which we would sign with the same client secret. */
  customerLogin: () =>
    sign({
      iss: env().BIGCOMMERCE_CLIENT_ID,
      operation: "customer_login",
      store_hash: "abc123",
      customer_id: 7,
    }),
  merchantSession: async () => (await signMerchantSession({ storeUserId: 1n, storeId: 1n })).bearer,
  shopperSession: async () => (await signShopperSession({ storeId: 1n, customerId: 1n })).token,
};
const verifiers = {
  signedPayload: (token: string) => verifySignedPayload(token),
  currentCustomer: (token: string) => verifyCurrentCustomer(token),
  merchantSession: (token: string) => readMerchantSession(token),
  shopperSession: (token: string) => readShopperSession(token),
};

let issued: Record<keyof typeof tokens, string>;
beforeAll(async () => {
  const entries = await Promise.all(Object.entries(tokens).map(async ([name, make]) => [name, await make()]));
  issued = Object.fromEntries(entries);
});

describe("a token opens its own door and no other", () => {
  for (const verifier of Object.keys(verifiers) as (keyof typeof verifiers)[]) {
    for (const token of Object.keys(tokens) as (keyof typeof tokens)[]) {
      const opens = (verifier as string) === token;
      test(`${token} ${opens ? "opens" : "does not open"} ${verifier}`, async () => {
        const attempt = verifiers[verifier](issued[token]);
        if (opens) await expect(attempt).resolves.toBeDefined();
        else await expect(attempt).rejects.toMatchObject({ name: "AppError" });
      });
    }
  }
});

describe("signed payload", () => {
  const now = () => Math.floor(Date.now() / 1000);
  const refused: Record<string, () => Promise<string>> = {
    "another algorithm": () => signedPayload({}, "HS512"),
    "another audience": () => signedPayload({ aud: "someone-else" }),
    "another issuer": () => signedPayload({ iss: "bc/apps" }),
    "an operation beside issuer bc": () => signedPayload({ operation: "current_customer" }),
    "a bare store hash": () => signedPayload({ sub: "abc123" }),
    "a store hash with a path": () => signedPayload({ sub: "stores/../x" }),
    "an nbf more than a minute ahead": () => signedPayload({ nbf: now() + 120 }),
    "an expired token": () => signedPayload({ exp: now() - 120 }),
    "no expiry": () => signedPayload({ exp: undefined }),
    "another secret": () => signedPayload({}, "HS256", "not-the-secret"),
    "no signature": async () => `${(await signedPayload({})).split(".").slice(0, 2).join(".")}.`,
    "algorithm none": async () => {
      const [, payload] = (await signedPayload({})).split(".");
      return `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    },
    nothing: async () => "",
  };
  for (const [what, make] of Object.entries(refused)) {
    test(`${what} is refused`, async () => {
      await expect(verifySignedPayload(await make())).rejects.toMatchObject({ code: "unauthorized" });
    });
  }

  test("a clock half a minute behind is forgiven", async () => {
    await expect(
      verifySignedPayload(await signedPayload({ nbf: now() + 30, iat: now() + 35 })),
    ).resolves.toBeDefined();
  });

  test("owner, user, store, deep link and channel are read", async () => {
    const token = await signedPayload({
      url: "/customers/5",
      channel_id: 3,
      owner: { id: 2, email: "o@x.test" },
    });
    await expect(verifySignedPayload(token)).resolves.toMatchObject({
      storeHash: "abc123",
      user: { bcUserId: 9, isOwner: false },
      owner: { bcUserId: 2 },
      url: "/customers/5",
      channelId: 3,
    });
  });
});

describe("current customer", () => {
  for (const alg of ["HS256", "HS384", "HS512"]) {
    test(`${alg} is accepted`, async () => {
      await expect(verifyCurrentCustomer(await currentCustomer({}, alg))).resolves.toEqual({
        storeHash: "abc123",
        bcCustomerId: 4927,
        email: "shopper@x.test",
        bcGroupId: 6,
      });
    });
  }
  const now = () => Math.floor(Date.now() / 1000);
  const refused: Record<string, object> = {
    "another store in store_hash": { store_hash: "other9" },
    "another operation": { operation: "login" },
    "a life of an hour": { exp: now() + 3600 },
    "an age of 20 minutes": { iat: now() - 1200, exp: now() + 10 },
    "another audience": { aud: "x" },
    "issuer bc": { iss: "bc" },
    "customer 0": { customer: { id: 0, email: "" } },
  };
  for (const [what, claims] of Object.entries(refused)) {
    test(`${what} is refused`, async () => {
      await expect(verifyCurrentCustomer(await currentCustomer(claims))).rejects.toMatchObject({
        code: "unauthorized",
      });
    });
  }
});

function sign(claims: Record<string, unknown>, alg = "HS256", secret = env().BIGCOMMERCE_CLIENT_SECRET) {
  return new SignJWT(JSON.parse(JSON.stringify(claims)))
    .setProtectedHeader({ alg, typ: "JWT" })
    .sign(new TextEncoder().encode(secret));
}

function signedPayload(claims: Record<string, unknown>, alg?: string, secret?: string) {
  const iat = Math.floor(Date.now() / 1000);
  return sign(
    {
      aud: env().BIGCOMMERCE_CLIENT_ID,
      iss: "bc",
      iat,
      nbf: iat - 5,
      exp: iat + 86_400,
      jti: "x",
      sub: "stores/abc123",
      user: { id: 9, email: "u@x.test", locale: "en-US" },
      owner: { id: 9, email: "u@x.test" },
      url: "/",
      channel_id: null,
      ...claims,
    },
    alg,
    secret,
  );
}

function currentCustomer(claims: object, alg?: string) {
  const iat = Math.floor(Date.now() / 1000);
  return sign(
    {
      customer: { id: 4927, email: "Shopper@x.test", group_id: "6" },
      iss: "bc/apps",
      sub: "abc123",
      iat,
      exp: iat + 900,
      version: 1,
      aud: env().BIGCOMMERCE_CLIENT_ID,
      application_id: "a",
      store_hash: "abc123",
      operation: "current_customer",
      ...claims,
    },
    alg,
  );
}
