import { z } from "zod";
import { languageTag } from "@/lib/schemas/storefront/language-tag";

const amount = "\\d{1,9}(?:\\.\\d{1,6})?";
const decimal = z.string().regex(new RegExp(`^${amount}$`), "must be a plain decimal such as 19.99");
const linesMax = 50;

/** `77:19.99` or `77:19.99:16.80`: BigCommerce's product id, what one costs, and that without tax where it differs. */
const productItem = z
  .string()
  .regex(
    new RegExp(`^[1-9]\\d{0,9}:${amount}(?::${amount})?$`),
    "must be product:price or product:price:price without tax",
  )
  .transform((text) => {
    const [id, price = "0", withoutTax = price] = text.split(":");
    return { productId: Number(id), price, withoutTax };
  });

/** `77:2:39.98`: product, quantity, amount of the line. */
const cartItem = z
  .string()
  .regex(new RegExp(`^\\d{1,10}:[1-9]\\d{0,5}:${amount}$`), "must be product:quantity:amount")
  .transform((text) => {
    const [id, quantity, lineAmount = "0"] = text.split(":");
    return { productId: Number(id), quantity: Number(quantity), amount: lineAmount };
  });

const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (text) => (typeof text === "string" && text !== "" ? text.split(",") : []),
    z.array(item).max(linesMax),
  );

/**
 * `products` are judged one by one, as if ordered alone; `cart` as one order. `paid` is what the lines of the cart cost
 * after everything taken off, `tax` and `shipping` as the checkout has them so far.
 */
export const calloutsQuery = z.object({
  store: z.string().regex(/^[a-z0-9]{1,32}$/),
  channel: z.coerce.number().int().positive().optional(),
  lang: languageTag.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  products: listOf(productItem),
  cart: listOf(cartItem),
  paid: decimal.optional(),
  tax: decimal.default("0"),
  shipping: decimal.default("0"),
  tax_included: z.enum(["true", "false"]).default("false"),
  /** Sent along with a bearer: caches that do not know `Vary` keep a shopper's question apart from guests' by it. */
  personal: z.literal("1").optional(),
});

export type CalloutsQuery = z.output<typeof calloutsQuery>;

/** Points of every product asked for, in the order asked, and of the cart; with the words to say it. */
export const calloutsAnswer = z.object({
  products: z.array(z.object({ product_id: z.int(), points: z.int() })),
  cart: z.object({ points: z.int() }).nullable(),
  locale: z.string(),
  texts: z.record(z.string(), z.union([z.string(), z.object({ other: z.string() }).catchall(z.string())])),
});

export type CalloutsAnswer = z.infer<typeof calloutsAnswer>;
