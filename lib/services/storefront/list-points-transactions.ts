import {
  findPointsTransactions,
  type PointsTransactionRow,
} from "@/lib/db/storefront/find-points-transactions";
import type { MessageCatalog } from "@/lib/loyalty/explain/message-catalog";
import { renderExplanation } from "@/lib/loyalty/explain/render-explanation";
import { shopperCatalogs } from "@/lib/loyalty/explain/shopper/catalogs";
import { widgetLanguages } from "@/lib/schemas/branding/widget-languages";
import type {
  PointsTransactionsAnswer,
  ShopperPointsTransaction,
} from "@/lib/schemas/storefront/points-transactions";
import { decodeCursor, toPage } from "@/lib/services/dashboard/page-cursor";
import { chooseLanguage } from "@/lib/texts/choose-language";

/**
 * A shopper's own points transactions, newest first, in words of the language nearest to `lang`. Throws `AppError("validation_failed")` for a cursor
 * of another customer or list.
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
  const { language, locale } = chooseLanguage(lang, { languages: widgetLanguages, defaultLanguage: "en" });
  const catalog = { ...shopperCatalogs[language], locale };
  return {
    points_transactions: items.map((row) => describePointsTransaction(row, customerId, catalog)),
    metadata: { next_cursor: nextCursor, previous_cursor: null },
  };
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
