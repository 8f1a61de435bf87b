import { z } from "zod";

/** What a page says its language is, as it says it: the nearest language the storefront offers is taken. */
export const languageTag = z.string().max(35);
