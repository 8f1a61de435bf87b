import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { parseKeyring } from "@/lib/crypto/keyring";
import { decryptToken, encryptToken } from "@/lib/crypto/token-envelope";
import { db } from "@/lib/db/client";
import { replaceStoreToken } from "@/lib/db/store-tokens";

const key = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const [oldKey, newKey, lostKey] = [key("old"), key("new"), key("lost")];
const seal = (token: string, hash: string, keys: string) => encryptToken(token, hash, parseKeyring(keys));

/** The command as an operator runs it. */
async function rotate(): Promise<{ stdout: string; stderr: string; code: number }> {
  const environment = { ...process.env, ENCRYPTION_KEY: `${newKey},${oldKey}` };
  return promisify(execFile)(process.execPath, ["--import", "tsx", "lib/cli/rotate-keys.ts"], {
    env: environment,
  })
    .then((output) => ({ ...output, code: 0 }))
    .catch((error: { stdout: string; stderr: string; code: number }) => error);
}

it("seals every secret with the new key, touches nothing the second time, and names what no key opens", async () => {
  await db().store.createMany({
    data: [
      {
        hash: "first1",
        accessTokenEncrypted: seal("token-1", "first1", oldKey),
        webhookSecretEncrypted: seal("hook-1", "first1", newKey),
      },
      { hash: "second2", accessTokenEncrypted: seal("token-2", "second2", oldKey) },
      { hash: "gone3" },
    ],
  });
  expect(await rotate()).toMatchObject({
    code: 0,
    stdout: "2 sealed anew, 1 already current, 0 unreadable.\n",
  });
  const stores = await db().store.findMany({ orderBy: { id: "asc" } });
  const onlyNew = parseKeyring(newKey);
  expect(decryptToken(stores[0]!.accessTokenEncrypted!, "first1", onlyNew)).toBe("token-1");
  expect(decryptToken(stores[0]!.webhookSecretEncrypted!, "first1", onlyNew)).toBe("hook-1");
  expect(decryptToken(stores[1]!.accessTokenEncrypted!, "second2", onlyNew)).toBe("token-2");
  expect(stores[2]!.accessTokenEncrypted).toBeNull();
  expect(await rotate()).toMatchObject({
    code: 0,
    stdout: "0 sealed anew, 3 already current, 0 unreadable.\n",
  });

  await db().store.create({
    data: { hash: "lost4", accessTokenEncrypted: seal("token-4", "lost4", lostKey) },
  });
  const { code, stderr, stdout } = await rotate();
  expect([code, stdout]).toEqual([1, "0 sealed anew, 3 already current, 1 unreadable.\n"]);
  expect(stderr).toContain("lost4");
  expect(stderr).not.toContain("token-4");
});

it("does not overwrite a token that a new install has written meanwhile", async () => {
  const store = await db().store.create({ data: { hash: "race5", accessTokenEncrypted: "newer" } });
  expect(await replaceStoreToken(store.id, "accessTokenEncrypted", { from: "older", to: "resealed" })).toBe(
    false,
  );
  expect((await db().store.findUnique({ where: { id: store.id } }))?.accessTokenEncrypted).toBe("newer");
});
