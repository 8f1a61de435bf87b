import { expect, test } from "vitest";
import { checkSecrets } from "@/lib/server/check-secrets";

const good = {
  APP_URL: "https://laurel.example.com",
  INNGEST_DEV: undefined as string | undefined,
  BIGCOMMERCE_CLIENT_ID: "id",
  BIGCOMMERCE_CLIENT_SECRET: "secret",
  NEXTAUTH_SECRET: "0123456789abcdef",
  ENCRYPTION_KEY: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
};

test("a server with all its secrets starts", () => {
  expect(() => checkSecrets(good)).not.toThrow();
});

test.each([
  [
    "every missing secret is named at once",
    { NEXTAUTH_SECRET: "", ENCRYPTION_KEY: "" },
    /NEXTAUTH_SECRET, ENCRYPTION_KEY/,
  ],
  ["a session secret that is too short stops the start", { NEXTAUTH_SECRET: "short" }, /NEXTAUTH_SECRET.*16/],
  [
    "Inngest's dev mode, which trusts any caller, stops the start on a public address",
    { INNGEST_DEV: "1" },
    /INNGEST_DEV/,
  ],
  ["a key that cannot encrypt stops the start", { ENCRYPTION_KEY: "k1:c2hvcnQ=" }, /ENCRYPTION_KEY: key 1/],
])("%s", (_title, change, sentence) => {
  expect(() => checkSecrets({ ...good, ...change })).toThrow(sentence);
});

test("dev mode is allowed on this machine, and an explicit 0 anywhere", () => {
  const local = { ...good, APP_URL: "http://127.0.0.1:3000", INNGEST_DEV: "1" };
  expect(() => checkSecrets(local)).not.toThrow();
  expect(() => checkSecrets({ ...good, INNGEST_DEV: "0" })).not.toThrow();
});

test("what is said of a bad secret never holds it", () => {
  try {
    checkSecrets({ ...good, ENCRYPTION_KEY: "k1:c2hvcnQ=" });
  } catch (error) {
    expect(String(error)).not.toContain("c2hvcnQ");
  }
  expect.assertions(1);
});
