import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseKeyring } from "@/lib/crypto/keyring";
import { decryptToken, encryptToken, needsRotation } from "@/lib/crypto/token-envelope";

const key = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const [first, second] = [key("k1"), key("k2")];
const old = parseKeyring(first);
const rotated = parseKeyring(`${second}, ${first}`);

describe("token envelope", () => {
  it("opens what it sealed, and seals the same token differently every time", () => {
    const sealed = encryptToken("tøken", "abc123", old);
    expect(sealed).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]+$/);
    expect(decryptToken(sealed, "abc123", old)).toBe("tøken");
    expect(encryptToken("tøken", "abc123", old)).not.toBe(sealed);
  });

  it("does not open in another store's row", () => {
    expect(() => decryptToken(encryptToken("t", "abc123", old), "other9", old)).toThrow(/another store/);
  });

  it("does not open when a single bit was changed", () => {
    const [version, id, iv, sealed] = encryptToken("token", "abc123", old).split(".");
    const bytes = Buffer.from(sealed!, "base64url");
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index]! ^= 1;
      expect(() =>
        decryptToken([version, id, iv, changed.toString("base64url")].join("."), "abc123", old),
      ).toThrow();
    }
  });

  it("keeps old envelopes readable after a rotation and says which need sealing anew", () => {
    const sealed = encryptToken("t", "abc123", old);
    expect(decryptToken(sealed, "abc123", rotated)).toBe("t");
    expect([needsRotation(sealed, old), needsRotation(sealed, rotated)]).toEqual([false, true]);
    const resealed = encryptToken(decryptToken(sealed, "abc123", rotated), "abc123", rotated);
    expect([
      needsRotation(resealed, rotated),
      decryptToken(resealed, "abc123", parseKeyring(second)),
    ]).toEqual([false, "t"]);
  });

  it("names the missing key and nothing else when a key was dropped too early", () => {
    const sealed = encryptToken("very-secret", "abc123", old);
    expect(() => decryptToken(sealed, "abc123", parseKeyring(second))).toThrow(
      'token is encrypted with key "k1", which ENCRYPTION_KEY does not hold',
    );
  });

  it.each([
    "",
    "v1",
    "v2.k1.AAAAAAAAAAAAAAAA.AAAA",
    "v1.k1.short.AAAAAAAAAAAAAAAAAAAAAAAA",
    "v1.k1.AAAAAAAAAAAAAAAA.AAAA",
    "plain-token",
  ])("refuses %j as an envelope", (text) => {
    expect(() => decryptToken(text, "abc123", old)).toThrow(/not a v1 token envelope/);
  });
});

describe("parseKeyring", () => {
  it.each(["", "k1", "k1:c2hvcnQ=", `${first},`, `bad id:${randomBytes(32).toString("base64")}`])(
    "refuses %j without repeating it",
    (text) => {
      expect(() => parseKeyring(text)).toThrow(/^ENCRYPTION_KEY: key \d is not "id:base64 of 32 bytes"$/);
    },
  );

  it("refuses two keys of one id", () => {
    expect(() => parseKeyring(`${first},${key("k1")}`)).toThrow(/same id/);
  });
});
