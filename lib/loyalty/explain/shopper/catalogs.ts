import type { MessageCatalog } from "@/lib/loyalty/explain/message-catalog";
import { shopperAr } from "@/lib/loyalty/explain/shopper/ar";
import { shopperDe } from "@/lib/loyalty/explain/shopper/de";
import { shopperEn } from "@/lib/loyalty/explain/shopper/en";
import { shopperEs } from "@/lib/loyalty/explain/shopper/es";
import { shopperFr } from "@/lib/loyalty/explain/shopper/fr";
import { shopperIt } from "@/lib/loyalty/explain/shopper/it";
import { shopperJa } from "@/lib/loyalty/explain/shopper/ja";
import { shopperPt } from "@/lib/loyalty/explain/shopper/pt";

/** What shoppers read, by the language of its key; what points are called is the storefront's. */
export const shopperCatalogs = {
  en: { locale: "en", shopper: shopperEn },
  es: { locale: "es", shopper: shopperEs },
  fr: { locale: "fr", shopper: shopperFr },
  de: { locale: "de", shopper: shopperDe },
  it: { locale: "it", shopper: shopperIt },
  pt: { locale: "pt", shopper: shopperPt },
  ja: { locale: "ja", shopper: shopperJa },
  ar: { locale: "ar", shopper: shopperAr },
} as const satisfies Record<string, Omit<MessageCatalog, "points">>;
