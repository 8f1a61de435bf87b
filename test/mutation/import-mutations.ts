// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of the code itself
import { type Mutation, of } from "./define-mutations";

const resume = ["test/db/backfill/resume-import.test.ts"];
const takeBack = ["test/db/backfill/take-import-back.test.ts"];
const once = ["test/db/backfill/counted-once.test.ts"];
const importing = ["test/db/backfill/import-past-orders.test.ts"];

/** Bugs in bringing in past orders and in taking them back. */
export const importMutations: Mutation[] = [
  ...of(
    "lib/services/backfill/walk-refunds.ts",
    resume,
    ["refunds are walked from the start again", "row.refundsPage + count", "1 + count"],
    ["the first page of refunds is taken for all", "allKnownAt: next ? null : now()", "allKnownAt: now()"],
    ["refunds are walked before every page", "if (row.refundsKnownAt) return pagesMax;", ""],
    ["orders are read before all refunds are known", "\n  return 0;\n", "\n  return 1;\n"],
  ),
  ...of(
    "lib/db/backfill/refunded-orders.ts",
    resume,
    [
      "a page of refunds moves the cursor twice",
      "importId, refundsPage: read.page, refunds",
      "importId, refunds",
      once,
    ],
    ["the cursor of refunds stays", "refundsPage: { increment: 1 }, ", ""],
  ),
  ...of(
    "lib/db/backfill/note-page.ts",
    resume,
    ["a page is counted twice", " AND cursor IS NOT DISTINCT FROM $3::text", "", importing],
    [
      "somebody is new with every page",
      "earlier.customer_id = people.customer_id",
      "earlier.customer_id = -people.customer_id",
    ],
    [
      "orders counted by the taking back are counted again",
      "b.given_orders + CASE WHEN b.revert_requested_at IS NULL",
      "b.given_orders + CASE WHEN true",
      once,
    ],
    [
      "points counted by the taking back are counted again",
      "+ CASE WHEN b.revert_requested_at IS NULL THEN (SELECT coalesce(",
      "+ CASE WHEN true THEN (SELECT coalesce(",
      once,
    ],
    [
      "people counted by the taking back are counted again",
      "b.given_customers + CASE WHEN b.revert_requested_at IS NULL",
      "b.given_customers + CASE WHEN true",
      once,
    ],
  ),
  ...of(
    "lib/db/backfill/take-back.ts",
    takeBack,
    [
      "what is taken back is not counted anew",
      "b.import_id = ${importId} AND b.revert_requested_at IS NULL",
      "b.import_id = ${importId} AND false",
    ],
    [
      "what is left is counted as all that was given",
      "b.import_id = ${importId} AND b.revert_requested_at IS NULL",
      "b.import_id = ${importId}",
    ],
    [
      "a page in hand is not waited for",
      "import_id = ${importId} FOR UPDATE`",
      "import_id = ${importId}`",
      once,
    ],
    ["asked again, it goes on at the end", "revertCursor: null,", ""],
    ["orders taken back are taken back again", "{ ...where, withdrawnAt: null }", "where"],
    ["two workers move one cursor", "revertedAt: null, revertCursor: round.from", "revertedAt: null", once],
  ),
];
