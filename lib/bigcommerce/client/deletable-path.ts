/**
 * The only resources this app deletes, each by its own id. `DELETE` on a collection empties it (all coupons, all
 * subscribers, all orders archived), so no other path has this type, and {@link assertDeletable} holds it at
 * run time too: an id that came out empty would turn one deletion into all.
 */
export type DeletablePath =
  | `v3/hooks/${number}`
  | `v3/content/scripts/${string}`
  | `v3/promotions/${number}`
  | `v3/promotions/${number}/codes/${number}`
  | `v2/coupons/${number}`;

const deletable = [
  /^v3\/hooks\/[1-9]\d*$/,
  /^v3\/content\/scripts\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  /^v3\/promotions\/[1-9]\d*$/,
  /^v3\/promotions\/[1-9]\d*\/codes\/[1-9]\d*$/,
  /^v2\/coupons\/[1-9]\d*$/,
];

/** Throws before anything is sent when `path` is not one resource with an id. */
export function assertDeletable(path: string): asserts path is DeletablePath {
  if (!deletable.some((pattern) => pattern.test(path))) {
    throw new TypeError(`refusing to DELETE ${path}: not a single resource`);
  }
}
