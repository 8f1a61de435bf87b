import { db } from "@/lib/db/client";
import type { Transaction } from "@/lib/db/transaction";

export type CurrencyInput = {
  code: string;
  decimalPlaces: number;
  isDefault: boolean;
  isTransactional: boolean;
};

/** Writes the currencies of a store. One that it no longer has stays: old orders are in it. */
export async function saveCurrencies(
  tx: Transaction,
  storeId: bigint,
  currencies: CurrencyInput[],
): Promise<void> {
  for (const { code, ...facts } of currencies) {
    await tx.currency.upsert({
      where: { storeId_code: { storeId, code } },
      create: { storeId, code, ...facts },
      update: facts,
    });
  }
}

/** Minor-unit digits by currency code, e.g. JPY 0, KWD 3. */
export async function findCurrencyDecimals(storeId: bigint): Promise<Map<string, number>> {
  const rows = await db().currency.findMany({
    where: { storeId },
    select: { code: true, decimalPlaces: true },
  });
  return new Map(rows.map((row) => [row.code, row.decimalPlaces]));
}
