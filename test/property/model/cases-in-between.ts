import { completed, type OrderCase, orders, units } from "./order-cases";

/** With a hold, an archiving or a claim between the news of an order. */
export const casesInBetween: OrderCase[] = [
  // Completed on 1 November, held for 30 days: one of four units back, 75 wait
  {
    what: "a refund in hold",
    program: orders({ holdDays: 30 }),
    states: [completed, { ...completed, statusId: 14, refunds: [units(1, 1)] }],
    available: 0,
    pending: 75,
  },
  {
    what: "cancelled in hold, brought back",
    program: orders({ holdDays: 30 }),
    states: [completed, { ...completed, statusId: 5 }, completed],
    available: 0,
    pending: 100,
  },
  {
    what: "cancelled in hold",
    program: orders({ holdDays: 30 }),
    states: [completed, { ...completed, statusId: 5 }],
    available: 0,
  },
  // Archiving changes nothing: the 100 stay, whatever else the order says then
  {
    what: "archived after its award",
    isFirstFixed: true,
    states: [completed, { ...completed, statusId: 5, archived: true, refunds: [units(1, 4)] }],
    available: 100,
  },
  // 100 − 25, to whoever claimed it
  {
    what: "a guest's order, claimed",
    isClaimed: true,
    states: [completed, { ...completed, statusId: 14, refunds: [units(1, 1)] }],
    available: 75,
  },
  {
    what: "a guest's order, claimed and cancelled",
    isClaimed: true,
    states: [{ ...completed, statusId: 11 }, completed, { ...completed, statusId: 5 }],
    available: 0,
  },
];
