import type { Program } from "@/lib/schemas/program";

/** The part of a program that this page edits. Numbers are text as typed, so that nothing is lost while typing. */
export type RuleForm = {
  nameOne: string;
  nameOther: string;
  rounding: Program["points"]["rounding"];
  enabled: boolean;
  ratePoints: string;
  ratePer: string;
  minimum: string;
  base: Program["earning"]["orders"]["base"];
  awardStatuses: number[];
  cancelStatuses: number[];
  holdDays: string;
  claimDays: string;
  refundPolicy: Program["refunds"]["policy"];
  returnRedeemedPoints: boolean;
};

export function toForm(program: Program): RuleForm {
  const { points, earning, refunds } = program;
  const { orders } = earning;
  return {
    nameOne: points.name.one,
    nameOther: points.name.other,
    rounding: points.rounding,
    enabled: orders.enabled,
    ratePoints: String(orders.rate.points),
    ratePer: orders.rate.per,
    minimum: orders.minimum,
    base: orders.base,
    awardStatuses: orders.awardStatuses,
    cancelStatuses: orders.cancelStatuses,
    holdDays: String(orders.holdDays),
    claimDays: String(earning.guests.claimDays),
    refundPolicy: refunds.policy,
    returnRedeemedPoints: refunds.returnRedeemedPoints,
  };
}

/** The whole document with the form's values in it; not checked yet. Everything the form does not show is kept. */
export function toDocument(form: RuleForm, base: Program): Record<string, unknown> {
  return {
    ...base,
    points: { ...base.points, name: { one: form.nameOne, other: form.nameOther }, rounding: form.rounding },
    earning: {
      ...base.earning,
      orders: {
        ...base.earning.orders,
        enabled: form.enabled,
        rate: { points: wholeNumber(form.ratePoints), per: form.ratePer.trim() },
        minimum: form.minimum.trim() || "0.00",
        base: form.base,
        awardStatuses: form.awardStatuses,
        cancelStatuses: form.cancelStatuses,
        holdDays: wholeNumber(form.holdDays),
      },
      guests: { ...base.earning.guests, claimDays: wholeNumber(form.claimDays) },
    },
    refunds: { ...base.refunds, policy: form.refundPolicy, returnRedeemedPoints: form.returnRedeemedPoints },
  };
}

/** What is no whole number stays text: the schema then refuses it at its field. */
function wholeNumber(text: string): number | string {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : text;
}
