/** First and last name, or the e-mail address of somebody who left no name. */
export function customerName(customer: { firstName: string; lastName: string; email: string }): string {
  return `${customer.firstName} ${customer.lastName}`.trim() || customer.email;
}
