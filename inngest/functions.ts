import type { InngestFunction } from "inngest";
import { actionFunctions } from "@/inngest/functions/actions";
import { backfillFunctions } from "@/inngest/functions/backfill";
import { customerFunctions } from "@/inngest/functions/customers";
import { expiryFunctions } from "@/inngest/functions/expiry";
import { ledgerFunctions } from "@/inngest/functions/ledger";
import { orderFunctions } from "@/inngest/functions/orders";
import { programFunctions } from "@/inngest/functions/program";
import { redemptionFunctions } from "@/inngest/functions/redemptions";
import { storeFunctions } from "@/inngest/functions/stores";

/** Every durable function of the app. A file a noun under `functions/`, each exporting its own list. */
export const functions: readonly InngestFunction.Any[] = [
  ...storeFunctions,
  ...customerFunctions,
  ...orderFunctions,
  ...backfillFunctions,
  ...programFunctions,
  ...redemptionFunctions,
  ...ledgerFunctions,
  ...expiryFunctions,
  ...actionFunctions,
];
