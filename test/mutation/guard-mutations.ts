import { type Mutation, of } from "./define-mutations";

const invariants = ["test/db/ledger/invariants.test.ts"];
const budget = ["test/unit/bigcommerce/quota-window.test.ts"];
const keys = ["test/api/v1/keys.test.ts"];
const keySettings = ["test/api/admin/api-keys.test.ts"];

/** Bugs in what guards the rest: the database's own checks, BigCommerce's quota, keys of the public API. */
export const guardMutations: Mutation[] = [
  ...of(
    "prisma/migrations/20261124132300_ledger_checks_by_statement/migration.sql",
    invariants,
    ["a transaction without entries", "WHERE e.legs < 2 OR ", "WHERE "],
    ["entries that do not sum to zero", "e.total <> 0 OR ", ""],
    ["other points than the entries move", "e.seen <> n.points_change OR ", ""],
    ["entries of somebody else", " OR NOT e.own\n", "\n"],
    ["entries of another store", "l.store_id = n.store_id AND ", ""],
    ["late entries", "WHERE n.legs <> (", "WHERE false AND n.legs <> ("],
  ),
  ...of(
    "prisma/migrations/20261124063000_ledger_invariants/migration.sql",
    invariants,
    [
      "entries can be changed",
      "BEFORE UPDATE OR DELETE ON ledger_entries",
      "BEFORE DELETE ON ledger_entries",
    ],
    ["the ledger of an installed store is erased", " AND status = 'uninstalled')", ")"],
    ["more is spent than there is", "AND available >= 0 ", ""],
    ["a debt beside available points", "(debt = 0 OR available = 0)", "(true)"],
  ),
  ...of(
    "lib/bigcommerce/client/quota-window.ts",
    budget,
    ["a rounded millisecond is a new window", "this.#endsByMs + roundingMs)", "this.#endsByMs)"],
    ["a rounded straggler is news", "this.#lastEndedByMs + roundingMs)", "this.#lastEndedByMs)"],
    ["the last answer is believed", "Math.min(this.#left ?? left, left)", "left"],
    ["a new window is never noticed", "!this.#isGuess && earliestEndMs", "this.#isGuess && earliestEndMs"],
    ["a failed call costs nothing", "if (this.#left !== null) this.#left -= 1;", ""],
  ),
  ...of(
    "lib/db/api-keys.ts",
    keys,
    ["a revoked key opens", " AND k.revoked_at IS NULL AND s.status", " AND s.status"],
    ["a key of an uninstalled store opens", " AND s.status <> 'uninstalled'", ""],
    [
      "another store's key is revoked",
      'WHERE store_id = $1 AND id = $2",',
      'WHERE $1 > 0 AND id = $2",',
      keySettings,
    ],
  ),
  ...of(
    "lib/http/with-api-key.ts",
    keys,
    ["a key may do everything", "if (!scopes.includes(route.scope)) {", "if (false) {"],
    ["wrong keys are not counted", 'await countCall("wrongKey", clientAddressOf(request.headers));', ""],
    ["a key calls as often as it likes", 'await countCall("apiKey", String(caller.apiKeyId));', ""],
    ["a key may stand in the address", "refuseKeyInAddress(request.url);", ""],
  ),
  ...of("lib/services/api-keys/authenticate-api-key.ts", keys, [
    "every call writes when the key was used",
    "useNotedMs = 60_000",
    "useNotedMs = 0",
  ]),
];
