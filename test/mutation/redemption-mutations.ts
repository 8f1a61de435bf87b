import { type Mutation, of } from "./define-mutations";

const schedules = ["test/property/redemptions/redemptions-1.test.ts"];
const issuing = ["test/db/redemptions/issue.test.ts"];
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
    ["a cancelled code stays at BigCommerce", "if (found) await deleteAtBigCommerce(client, found);", ""],
    ["what went on meanwhile is given back", "if (isSame) await release(", "await release("],
  ),
  ...of("lib/services/redemptions/end-unused-code.ts", schedules, [
    "a late code is not deleted",
    "      if (found) await deleteAtBigCommerce(client, found);\n",
    "",
  ]),
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
  ...of("lib/services/redemptions/send-create.ts", schedules, [
    "the create is not written down before it is sent",
    "if (isFirstTry && !(await changePending(storeId, id, { createSentAt: now }))) return null;",
    "",
  ]),
  ...of("lib/services/redemptions/capture-issued.ts", schedules, [
    "captured twice",
    'if (status !== "pending") return status === "issued";',
    "",
  ]),
  ...of("lib/services/redemptions/issue-redemption.ts", schedules, [
    "a code made for points that went back stays",
    "await takeAway(connection, issued, seen);",
    "",
  ]),
  ...of("lib/services/redemptions/remove-unused-code.ts", schedules, [
    "the use count is not read again",
    'if (found && found.uses > 0) return "used";',
    "",
  ]),
  ...of(
    "lib/services/redemptions/merge-rewards.ts",
    merging,
    [
      "the wish to merge is not written down",
      "if (cancelRequestedAt === null) await changeRedemption",
      "if (false) await changeRedemption",
    ],
    ["used codes are merged, too", 'removed.get(id) === "removed"', "removed.has(id)"],
  ),
  ...of("lib/bigcommerce/client/create-or-adopt.ts", issuing, [
    "created again without looking",
    'if (found !== null) return { value: found, outcome: "adopted" };',
    "",
  ]),
];
