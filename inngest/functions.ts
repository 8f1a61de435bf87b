import type { InngestFunction } from "inngest";
import { ledgerFunctions } from "@/inngest/functions/ledger";
import { orderFunctions } from "@/inngest/functions/orders";

/** Every durable function of the app. A file a noun under `functions/`, each exporting its own list. */
export const functions: readonly InngestFunction.Any[] = [...orderFunctions, ...ledgerFunctions];
