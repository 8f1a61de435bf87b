/** Data of the `balance` event of `GET /api/storefront/events`: the shopper's points as they stand. */
export type BalanceEvent = { points_balance: number; points_pending: number; points_debt: number };
