import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";
import { ar } from "@/lib/texts/ar";
import { de } from "@/lib/texts/de";
import { en } from "@/lib/texts/en";
import { es } from "@/lib/texts/es";
import { fr } from "@/lib/texts/fr";
import { it } from "@/lib/texts/it";
import { ja } from "@/lib/texts/ja";
import { pt } from "@/lib/texts/pt";
import type { WidgetTexts } from "@/lib/texts/widget-texts";

/** The widget's own words by language. */
export const catalogues: Record<WidgetLanguage, WidgetTexts> = { en, es, fr, de, it, pt, ja, ar };
