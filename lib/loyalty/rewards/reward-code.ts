/** No 0 and O, no 1 and I: what people read out or type is never ambiguous. 32 letters are 5 bits each. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const groups = 4;
const groupLength = 4;

/** Bytes of chance that a code needs: 16 letters of 5 bits are 80 bits. */
export const codeBytes = groups * groupLength;

/**
 * A code from bytes of chance: `LAUREL-7QK3-9XTM-2FHA-B4CD`. Upper case, because checkouts do not tell cases apart;
 * at most 32 characters with the longest prefix, of 50 that BigCommerce allows.
 * @throws RangeError for fewer bytes than {@link codeBytes}
 */
export function codeFromBytes(bytes: Uint8Array, prefix: string): string {
  if (bytes.length < codeBytes) throw new RangeError(`a code needs ${codeBytes} bytes`);
  const letters = [...bytes.subarray(0, codeBytes)].map((byte) => alphabet[byte % alphabet.length]).join("");
  const parts = letters.match(new RegExp(`.{${groupLength}}`, "g")) ?? [];
  return [...(prefix ? [prefix] : []), ...parts].join("-");
}

/** As redemptions are stored and found, whatever a shopper or an order wrote. */
export function normalizeCode(code: string): string {
  return code.trim().toUpperCase();
}
