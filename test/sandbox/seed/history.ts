import { nextId } from "../state/create-store";
import { addCustomer } from "../state/customers";
import { placeOrder } from "../state/place-order";
import { refundOrder } from "../state/refund-order";
import type { StoreState } from "../state/types";
import type { World } from "../state/world";

const dayMs = 86_400_000;
const people: [first: string, last: string][] = [
  ["Ada", "Moreno"],
  ["Ben", "Okafor"],
  ["Chiara", "Lindqvist"],
  ["Dev", "Ramesh"],
  ["Elif", "Yıldız"],
  ["Frank", "Novak"],
];
const orderCount = 30;
const spreadDays = 180;

/** Six shoppers and thirty orders over half a year, the same each time but for their dates. */
export function seedHistory(world: World, store: StoreState): void {
  const now = world.now();
  store.groups.set(nextId(store, "group"), { id: 1, name: "Wholesale", createdAt: now, modifiedAt: now });
  const customers = people.map(([firstName, lastName], index) =>
    addCustomer(world, store, {
      email: `${firstName.toLowerCase()}@example.com`,
      firstName,
      lastName,
      phone: `512555010${index}`,
      createdAt: now - (spreadDays + 30 - index) * dayMs,
      password: "sandbox",
      quiet: true,
    }),
  );
  for (let index = 0; index < orderCount; index += 1) {
    const guest = index % 10 === 9;
    const customer = customers[(index * index + index) % customers.length];
    const first = 1 + ((index * 5) % store.products.size);
    const second = 1 + ((index * 7 + 3) % store.products.size);
    const order = placeOrder(world, store, {
      ...(guest || !customer ? { email: "greta.guest@example.com" } : { customerId: customer.id }),
      lines: [
        { productId: first, quantity: 1 + (index % 3) },
        ...(index % 2 === 0 && second !== first ? [{ productId: second, quantity: 1 }] : []),
      ],
      shipping: index % 3 === 0 ? "0" : "5.00",
      ...(index % 7 === 3 ? { discount: "4.00" } : {}),
      createdAt: now - Math.round((spreadDays * (orderCount - index) * dayMs) / orderCount),
      statusId: index === 12 ? 5 : index >= orderCount - 2 ? 11 : 10,
      quiet: true,
    });
    if (index === 8 || index === 20) {
      const line = order.lines[0];
      if (line)
        refundOrder(world, store, order.id, { items: [{ lineId: line.id, quantity: 1 }], quiet: true });
    }
  }
}
