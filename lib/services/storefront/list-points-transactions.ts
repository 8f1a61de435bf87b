import {
  findPointsTransactions,
  type PointsTransactionRow,
} from "@/lib/db/storefront/find-points-transactions";
import { findStorefront } from "@/lib/db/storefront/find-storefront";
import type { MessageCatalog } from "@/lib/loyalty/explain/message-catalog";
import { renderExplanation } from "@/lib/loyalty/explain/render-explanation";
import { shopperCatalogs } from "@/lib/loyalty/explain/shopper/catalogs";
import { widgetLanguages } from "@/lib/schemas/branding/widget-languages";
import { readProgram } from "@/lib/schemas/program";
import type {
  PointsTransactionsAnswer,
  ShopperPointsTransaction,
} from "@/lib/schemas/storefront/points-transactions";
import { getBranding } from "@/lib/services/branding/get-branding";
import { decodeCursor, toPage } from "@/lib/services/dashboard/page-cursor";
import { chooseLanguage } from "@/lib/texts/choose-language";
import { textsFor } from "@/lib/texts/texts-for";

/**
 * A shopper's own points transactions, newest first, in words of the language nearest to `lang`.
 * Throws `AppError("validation_failed")` for a cursor of another customer or list.
 */
export async function listPointsTransactions(
  storeId: bigint,
  customerId: bigint,
  { limit, cursor, lang }: { limit: number; cursor?: string | undefined; lang?: string | undefined },
): Promise<PointsTransactionsAnswer> {
  const scope = {
    list: "storefront/points_transactions",
    storeId,
    filter: { customerId: String(customerId) },
  };
  const afterId = decodeCursor(scope, cursor);
  const rows = await findPointsTransactions(storeId, customerId, { afterId, limit: limit + 1 });
  const { items, nextCursor } = toPage(scope, rows, limit);
  const catalog = await shopperWords(storeId, lang);
  return {
    points_transactions: items.map((row) => describePointsTransaction(row, customerId, catalog)),
    metadata: { next_cursor: nextCursor, previous_cursor: null },
  };
}

/** A session names no storefront: points are called as on the store's default one. */
async function shopperWords(storeId: bigint, lang: string | undefined): Promise<MessageCatalog> {
  const { language, locale } = chooseLanguage(lang, { languages: widgetLanguages, defaultLanguage: "en" });
  const storefront = await findStorefront(storeId, null);
  const look = await getBranding(storeId, storefront?.channel ?? 1);
  const name = storefront?.document ? readProgram(storefront.document).points.name : undefined;
  const { points } = textsFor(language, look.texts[language], name);
  return { ...shopperCatalogs[language], locale, points };
}

function describePointsTransaction(
  row: PointsTransactionRow,
  customerId: bigint,
  catalog: MessageCatalog,
): ShopperPointsTransaction {
  const { headline, lines } = renderExplanation(row.explanation, "shopper", catalog);
  const at = row.created_at.toISOString();
  return {
    id: row.id,
    customer_id: Number(customerId),
    points_change: row.points_change,
    description: row.description ?? headline,
    internal_note: null,
    type: row.type,
    status: row.pending ? "pending" : "completed",
    order_id: row.bc_order_id,
    program_version: row.program_version,
    explanation: lines,
    created_at: at,
    updated_at: at,
  };
}
