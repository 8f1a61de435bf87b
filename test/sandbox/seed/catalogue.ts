import type { Product, StoreState } from "../state/types";
import type { World } from "../state/world";

type Seed = Pick<Product, "name" | "sku" | "price" | "description" | "art"> & {
  category: number;
  brand: number;
};

const categories = new Map([
  [1, "Plants"],
  [2, "Pots"],
  [3, "Coffee"],
  [4, "Tools"],
]);
const brands = new Map([
  [1, "Fern & Kettle"],
  [2, "Old Mill Roasters"],
]);

const products: Seed[] = [
  {
    name: "Fiddle-leaf fig",
    sku: "PL-FIG",
    price: "48.00",
    category: 1,
    brand: 1,
    art: "fig",
    description: "A tall, easy-going fig with glossy leaves. Likes bright rooms and one drink a week.",
  },
  {
    name: "Boston fern",
    sku: "PL-FERN",
    price: "24.00",
    category: 1,
    brand: 1,
    art: "fern",
    description: "Soft, arching fronds for a shelf or a hook. Happy in a steamy bathroom.",
  },
  {
    name: "Snake plant",
    sku: "PL-SNAKE",
    price: "29.50",
    category: 1,
    brand: 1,
    art: "snake",
    description: "Forgets nothing and forgives everything. Water it when you remember.",
  },
  {
    name: "String of pearls",
    sku: "PL-PEARL",
    price: "18.00",
    category: 1,
    brand: 1,
    art: "pearls",
    description: "Trailing beads of green for a sunny sill.",
  },
  {
    name: "Terracotta pot, 15 cm",
    sku: "PO-TER15",
    price: "12.00",
    category: 2,
    brand: 1,
    art: "terracotta",
    description: "Unglazed clay with a saucer. Breathes, ages, and gets better looking.",
  },
  {
    name: "Glazed planter, sage",
    sku: "PO-SAGE",
    price: "34.00",
    category: 2,
    brand: 1,
    art: "planter",
    description: "Stoneware in a quiet green, with a hidden drainage tray.",
  },
  {
    name: "Hanging basket",
    sku: "PO-HANG",
    price: "22.00",
    category: 2,
    brand: 1,
    art: "basket",
    description: "Hand-woven seagrass on a cotton cord.",
  },
  {
    name: "Morning blend, 250 g",
    sku: "CO-MORN",
    price: "14.00",
    category: 3,
    brand: 2,
    art: "bag-light",
    description: "Honey, apricot and toast. Roasted on Mondays, sent on Tuesdays.",
  },
  {
    name: "Night shift espresso, 250 g",
    sku: "CO-NIGHT",
    price: "15.50",
    category: 3,
    brand: 2,
    art: "bag-dark",
    description: "Dark chocolate and cherry, thick as a good story.",
  },
  {
    name: "Pour-over kettle",
    sku: "CO-KET",
    price: "64.00",
    category: 3,
    brand: 1,
    art: "kettle",
    description: "A slow, steady spout and a handle that stays cool.",
  },
  {
    name: "Stoneware cup",
    sku: "CO-CUP",
    price: "16.00",
    category: 3,
    brand: 1,
    art: "cup",
    description: "Holds 250 ml and the last warm minute of the morning.",
  },
  {
    name: "Brass mister",
    sku: "TO-MIST",
    price: "27.00",
    category: 4,
    brand: 1,
    art: "mister",
    description: "A fine mist for ferns and orchids.",
  },
];

export function seedCatalogue(world: World, store: StoreState): void {
  for (const [id, name] of categories) store.categories.set(id, name);
  products.forEach(({ category, brand, ...seed }, index) => {
    const id = index + 1;
    store.products.set(id, {
      ...seed,
      id,
      type: "physical",
      categories: [category],
      brandId: brand,
      brand: brands.get(brand) ?? "",
      modifiedAt: world.now(),
    });
  });
}
