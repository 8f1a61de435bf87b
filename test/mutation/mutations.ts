import type { Mutation } from "./define-mutations";
import { guardMutations } from "./guard-mutations";
import { importMutations } from "./import-mutations";
import { orderMutations } from "./order-mutations";
import { peopleMutations } from "./people-mutations";
import { redemptionMutations } from "./redemption-mutations";

export const mutations: Mutation[] = [
  ...orderMutations,
  ...peopleMutations,
  ...redemptionMutations,
  ...importMutations,
  ...guardMutations,
];
