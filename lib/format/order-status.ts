/** BigCommerce's order statuses by id, in the order the control panel lists them. Merchants may rename them. */
export const orderStatuses: readonly { id: number; name: string }[] = [
  { id: 1, name: "Pending" },
  { id: 7, name: "Awaiting Payment" },
  { id: 11, name: "Awaiting Fulfillment" },
  { id: 9, name: "Awaiting Shipment" },
  { id: 8, name: "Awaiting Pickup" },
  { id: 3, name: "Partially Shipped" },
  { id: 2, name: "Shipped" },
  { id: 10, name: "Completed" },
  { id: 13, name: "Disputed" },
  { id: 12, name: "Manual Verification Required" },
  { id: 14, name: "Partially Refunded" },
  { id: 4, name: "Refunded" },
  { id: 5, name: "Cancelled" },
  { id: 6, name: "Declined" },
  { id: 0, name: "Incomplete" },
];

export function orderStatusName(id: number): string {
  return orderStatuses.find((status) => status.id === id)?.name ?? `Status ${id}`;
}
