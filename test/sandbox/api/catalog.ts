import { type Call, idParam, notFound, type Route, readScopes, route } from "../http/call";
import { dateParam, idsIn, withinDates } from "../http/filters";
import { pagedReply } from "../http/paging";
import { data, noContent } from "../http/reply";
import { isoOffset } from "../state/format";
import type { Product, Review, StoreState } from "../state/types";

const read = readScopes("store_v2_products");

export const catalogRoutes: Route[] = [
  route("GET", "/v3/catalog/products", read, ({ store, query }) => {
    const ids = idsIn(query, "id:in") ?? (query.has("id") ? new Set([Number(query.get("id"))]) : null);
    const categories = idsIn(query, "categories:in");
    const keyword = query.get("keyword")?.toLowerCase();
    const min = dateParam(query, "date_modified:min");
    const max = dateParam(query, "date_modified:max");
    const fields = query.get("include_fields")?.split(",");
    const rows = [...store.products.values()].filter(
      (product) =>
        (!ids || ids.has(product.id)) &&
        (!categories || product.categories.some((id) => categories.has(id))) &&
        (!keyword || product.name.toLowerCase().includes(keyword)) &&
        withinDates(product.modifiedAt, min, max),
    );
    return pagedReply(rows, query, (product) => pick(productView(store, product), fields));
  }),
  route("GET", "/v3/catalog/products/:productId", read, (call) =>
    data(productView(call.store, productOf(call))),
  ),
  route("GET", "/v3/catalog/products/:productId/reviews", read, (call) => {
    const { id } = productOf(call);
    const wanted = call.query.get("status");
    const rows = reviewsOf(call.store, id).filter(
      (review) => wanted === null || (review.status === "approved") === (wanted === "1"),
    );
    return rows.length > 0 ? pagedReply(rows, call.query, reviewView) : noContent();
  }),
];

function productOf(call: Call): Product {
  return call.store.products.get(idParam(call, "productId")) ?? notFound();
}

function reviewsOf(store: StoreState, productId: number): Review[] {
  return [...store.reviews.values()].filter((review) => review.productId === productId);
}

function productView(store: StoreState, product: Product): Record<string, unknown> {
  const reviews = reviewsOf(store, product.id).filter((review) => review.status === "approved");
  return {
    id: product.id,
    name: product.name,
    type: product.type,
    sku: product.sku,
    description: product.description,
    weight: 1,
    price: Number(product.price),
    sale_price: 0,
    retail_price: 0,
    calculated_price: Number(product.price),
    categories: product.categories,
    brand_id: product.brandId,
    inventory_level: 0,
    inventory_tracking: "none",
    is_visible: true,
    availability: "available",
    base_variant_id: 1000 + product.id,
    custom_url: { url: `/products/${product.id}`, is_customized: false },
    reviews_rating_sum: reviews.reduce((sum, review) => sum + review.rating, 0),
    reviews_count: reviews.length,
    total_sold: 0,
    date_created: isoOffset(product.modifiedAt),
    date_modified: isoOffset(product.modifiedAt),
  };
}

/** `include_fields` always brings the id along. */
function pick(view: Record<string, unknown>, fields: string[] | undefined): object {
  if (!fields) return view;
  return Object.fromEntries(Object.entries(view).filter(([name]) => name === "id" || fields.includes(name)));
}

function reviewView(review: Review): object {
  return {
    id: review.id,
    title: review.title,
    text: review.text,
    status: review.status,
    rating: review.rating,
    email: review.email,
    name: review.name,
    date_reviewed: isoOffset(review.createdAt),
    date_created: isoOffset(review.createdAt),
    date_modified: isoOffset(review.createdAt),
  };
}
