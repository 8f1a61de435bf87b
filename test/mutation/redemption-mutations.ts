import { type Mutation, of } from "./define-mutations";

const schedules = ["test/property/redemptions/redemptions-1.test.ts"];
const issuing = ["test/db/redemptions/issue.test.ts"];
const underWay = ["test/db/redemptions/creates-under-way.test.ts"];
const late = ["test/db/redemptions/late-codes.test.ts"];
const merging = ["test/db/redemptions/merge-rewards.test.ts"];

export const redemptionMutations: Mutation[] = [
  ...of(
    "lib/services/redemptions/give-up-redemption.ts",
    schedules,
    ["points go back without looking the code up", "if (redemption.createSentAt !== null) {", "if (false) {"],
    [
      "a code found when giving up is not captured",
      'if (found && cause.status === "failed") {',
      "if (found && false) {",
      issuing,
    ],
    [
      "a cancelled code stays at BigCommerce",
      "if (found) await deleteAtBigCommerce(client, found);",
      "",
      underWay,
    ],
    ["what went on meanwhile is given back", "if (isSame) await release(", "await release(", underWay],
  ),
  ...of("lib/services/redemptions/give-up-redemption.ts", underWay, [
    "points go back while a create is under way",
    "client === null || areCreatesUnderWay(redemption, now)",
    "client === null",
  ]),
  ...of(
    "lib/services/redemptions/creates-under-way.ts",
    underWay,
    ["a create is forgotten after half a minute", "quietMs = 60_000", "quietMs = 30_000"],
    [
      "a create without a certain answer is waited for until ever",
      " && now.getTime() - createTriedAt.getTime() < quietMs",
      "",
    ],
  ),
  ...of("lib/db/redemptions/note-create.ts", underWay, [
    "a code that somebody wants back is asked for",
    " AND cancel_requested_at IS NULL",
    "",
  ]),
  ...of("lib/services/redemptions/remake-lost-codes.ts", underWay, [
    "where a lost code is asked for is written down afterwards",
    'if (!(await notePromotion(redemption, "issued", bcPromotionId))) return false;',
    "",
  ]),
  ...of(
    "lib/services/redemptions/end-unused-code.ts",
    underWay,
    ["a late code is not deleted", "      if (found) await deleteAtBigCommerce(client, found);\n", "", late],
    [
      "an issued code ends while another create of it is under way",
      'if (areCreatesUnderWay(seen, now)) return "too_soon";',
      "",
      underWay,
    ],
  ),
  ...of(
    "lib/services/redemptions/settle-redemption.ts",
    late,
    [
      "nobody looks for a code after its points went back",
      "if (!neverSent) await askToRemoveCode",
      "if (false) await askToRemoveCode",
    ],
    [
      "nobody looks for a code that comes back",
      "if (isFresh(redemption, now)) await askToRemoveCode",
      "if (false) await askToRemoveCode",
    ],
  ),
  ...of(
    "lib/services/redemptions/send-create.ts",
    underWay,
    [
      "the create is not written down before it is sent",
      "await noteCreate(storeId, id, { status, bcPromotionId, now: clock.now });",
      "clock.now();",
    ],
    [
      "only the first create is written down",
      "await noteCreate(storeId, id, { status, bcPromotionId, now: clock.now });",
      "!isFirstTry ? clock.now() : await noteCreate(storeId, id, { status, bcPromotionId, now: clock.now });",
    ],
    ["a refused create holds everything up", "!error.outcomeUnknown", "false"],
    ["a create that may have been carried out counts as answered", " && !error.outcomeUnknown", ""],
  ),
  ...of(
    "lib/services/redemptions/capture-issued.ts",
    ["test/db/redemptions/lifecycle.test.ts"],
    ["captured twice", ' || status !== "pending"', ""],
    [
      "an answered create holds everything up",
      "issued.isMade ? { createsUnderWay: { decrement: 1 } } : {}",
      "{}",
    ],
  ),
  ...of("lib/services/redemptions/issue-redemption.ts", underWay, [
    "a code made for points that went back stays",
    "await takeAway(connection, issued, seen);",
    "",
  ]),
  ...of(
    "lib/services/redemptions/remove-unused-code.ts",
    ["test/db/redemptions/lifecycle.test.ts"],
    ["the use count is not read again", 'if (found && found.uses > 0) return "used";', ""],
  ),
  ...of(
    "lib/services/redemptions/merge-rewards.ts",
    merging,
    [
      "the wish to merge is not written down",
      "if (cancelRequestedAt === null) await changeRedemption",
      "if (false) await changeRedemption",
    ],
    [
      "a reward is combined while another create of it is under way",
      "if (sources.some((source) => areCreatesUnderWay(source, now))) throw notYet();",
      "",
      underWay,
    ],
    [
      "that all were used is forgotten",
      'if ("refused" in end) throw end.refused;',
      'if ("refused" in end) throw doNotFit();',
    ],
    ["used codes are merged, too", 'removed.get(id)?.as === "removed"', "removed.has(id)"],
  ),
  ...of("lib/bigcommerce/client/create-or-adopt.ts", issuing, [
    "created again without looking",
    'if (found !== null) return { value: found, outcome: "adopted" };',
    "",
  ]),
];
