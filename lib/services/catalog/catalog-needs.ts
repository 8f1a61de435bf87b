import type { OrderProgram } from "@/lib/loyalty/order-program";

/** What a program's rules ask that an order does not tell itself. */
export type CatalogNeeds = { products: boolean; groups: boolean };

/** Categories and brands are asked for by exclusions and campaigns, customer groups by exclusions. */
export function catalogNeeds({ earning }: OrderProgram): CatalogNeeds {
  const { exclude } = earning.orders;
  return {
    products:
      exclude.categoryIds.length > 0 ||
      exclude.brandIds.length > 0 ||
      earning.campaigns.some((campaign) => campaign.categoryIds.length > 0),
    groups: exclude.customerGroupIds.length > 0,
  };
}

/** The version that decides an order asks for more than its facts hold: fill them and apply again. */
export class CatalogNeededError extends Error {
  override readonly name = "CatalogNeededError";
  constructor(readonly needs: CatalogNeeds) {
    super("An order's program has rules on the catalog that its facts do not answer.");
  }
}
