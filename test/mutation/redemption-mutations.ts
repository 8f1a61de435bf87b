// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of the code itself
import { type Mutation, of } from "./define-mutations";

const issuing = ["test/db/redemptions/issue.test.ts"];
const noting = ["test/db/redemptions/note-create.test.ts"];
const sameCreates = ["test/unit/services/creates-under-way.test.ts"];
const underWay = ["test/db/redemptions/creates-under-way.test.ts"];
const usedAfter = ["test/db/redemptions/used-after-end.test.ts"];
const late = ["test/db/redemptions/late-codes.test.ts"];
const merging = ["test/db/redemptions/merge-rewards.test.ts"];

export const redemptionMutations: Mutation[] = [
  ...of(
    "lib/services/redemptions/give-up-redemption.ts",
    issuing,
    ["points go back without looking the code up", "if (redemption.createSentAt !== null) {", "if (false) {"],
    [
      "a code found when giving up is not captured",
      'if (found && (cause.status === "failed" || found.uses > 0)) {',
      "if (found && found.uses > 0) {",
    ],
    ["a used code is deleted when giving up", '"failed" || found.uses > 0', '"failed"', usedAfter],
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
    sameCreates,
    ["a create is forgotten after half a minute", "quietMs = 60_000", "quietMs = 30_000"],
    [
      "a create without a certain answer is waited for until ever",
      " && now.getTime() - createTriedAt.getTime() < quietMs",
      "",
    ],
    [
      "a create may take as long as it is waited for",
      "createDeadlineMs = 30_000",
      "createDeadlineMs = 60_000",
    ],
    ["an answered create is waited for", "createsUnderWay > 0 && ", ""],
    [
      "a look-up under another promotion proves something",
      "some.bcPromotionId === others.bcPromotionId &&",
      "",
    ],
    [
      "a look-up before a create was answered proves something",
      "some.createsUnderWay === others.createsUnderWay &&",
      "",
    ],
    [
      "a look-up before another create was sent proves something",
      "some.createsUnderWay === others.createsUnderWay &&\n    some.createTriedAt?.getTime() === others.createTriedAt?.getTime()",
      "some.createsUnderWay === others.createsUnderWay",
    ],
  ),
  ...of(
    "lib/db/redemptions/note-create.ts",
    noting,
    ["a code that somebody wants back is asked for", " AND cancel_requested_at IS NULL", ""],
    [
      "a create is noted as sent while its turn was waited for",
      "    await tx.$executeRaw`SELECT 1 FROM redemptions WHERE store_id = ${storeId} AND id = ${id} FOR UPDATE`;\n",
      "",
    ],
    [
      "a code is asked for under a promotion it left",
      " OR bc_promotion_id = ${bcPromotionId}::bigint",
      " OR true",
    ],
    ["a reward that is over is asked for", " AND status = ${status}::redemption_status", ""],
    ["a reward that was used is asked for", "AND used_at IS NULL AND cancel", "AND cancel"],
    ["an older create moves the date back", "greatest(create_tried_at, ${at})", "${at}"],
    ["the first create is forgotten", "coalesce(create_sent_at, ${at})", "${at}"],
    ["a refusal of one create answers for another", " AND creates_under_way = 1", ""],
    [
      "a refused create stays under way",
      "creates_under_way = creates_under_way - 1",
      "creates_under_way = creates_under_way",
    ],
    ["somebody else's promotion is written over", "OR: [{ bcPromotionId: before }, { bcPromotionId }],", ""],
    [
      "a promotion is noted for what somebody wants back",
      "usedAt: null, cancelRequestedAt: null",
      "usedAt: null",
    ],
  ),
  ...of(
    "lib/services/redemptions/remake-code.ts",
    ["test/db/redemptions/lifecycle.test.ts"],
    [
      "nobody writes down where a lost code is asked for",
      'if (!(await notePromotion(redemption, "issued", bcPromotionId))) return "ended";',
      "",
    ],
  ),
  ...of("lib/services/redemptions/create-promotion-code.ts", issuing, [
    "nobody writes down where a code is asked for",
    'if (!(await notePromotion(redemption, "pending", link.bcPromotionId))) return { kind: "over" };',
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
