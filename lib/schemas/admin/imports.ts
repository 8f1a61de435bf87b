import { z } from "zod";
import { idSchema, instantSchema } from "@/lib/schemas/admin/page";

/** BigCommerce opened in 2009; a day long before it is a slip of the finger. */
const firstDay = "2000-01-01";

const sinceSchema = z.iso
  .date({ error: "must be a day, like 2026-01-31" })
  .refine((day) => day >= firstDay, { error: `must not be before ${firstDay}` });

/** Past orders placed from the start of this day, in the store's zone, until Laurel was installed. */
export const previewImportQuery = z.object({ since: sinceSchema });

export const startImportBody = z.strictObject({
  since: sinceSchema,
  /** Whether orders that were migrated from another platform (M-MIG) earn too. */
  migratedEarn: z.boolean(),
});

const statuses = ["running", "done", "failed", "cancelled", "reverting", "reverted"] as const;

export const orderImportSchema = z.object({
  id: idSchema,
  status: z.enum(statuses),
  since: instantSchema,
  until: instantSchema,
  /** Null: as the program says. */
  migratedEarn: z.boolean().nullable(),
  /** Orders looked at so far. */
  done: z.number().int(),
  total: z.number().int().nullable(),
  /** `counted` by BigCommerce when it began, or `estimated` from order numbers; null while unknown. */
  totalIs: z.enum(["counted", "estimated"]).nullable(),
  /** Until it is through, at the present pace; null when it does not run or has just begun. */
  secondsLeft: z.number().int().nullable(),
  /** What it awarded, as it did; `withdrawn` of these orders were taken back. */
  awarded: z.object({
    orders: z.number().int(),
    points: z.number().int(),
    customers: z.number().int(),
    withdrawn: z.number().int(),
  }),
  /** Orders that could not be read or decided. */
  leftOut: z.number().int(),
  /** Orders that could not be taken back, the first of them by BigCommerce id with the reason. */
  left: z.object({
    orders: z.number().int(),
    named: z.array(z.object({ orderId: idSchema, reason: z.string() })),
  }),
  /** What a running import waits for, or why it ended. */
  error: z.string().nullable(),
  startedAt: instantSchema,
  /** E-mail address of who began it; null when nobody in the dashboard did. */
  startedBy: z.string().nullable(),
  finishedAt: instantSchema.nullable(),
  revertedAt: instantSchema.nullable(),
  revertedBy: z.string().nullable(),
});

export const importsResponse = z.object({
  /** Orders placed from then on earn as they happen. */
  installedAt: instantSchema,
  /** The published program; null while there is none, and then nothing can be imported. */
  program: z.object({ number: z.number().int(), migratedEarn: z.boolean() }).nullable(),
  /** Latest first. */
  items: z.array(orderImportSchema),
});

/** What an import from that day would find, as BigCommerce counts it now. */
export const importPreviewResponse = z.object({
  since: instantSchema,
  until: instantSchema,
  orders: z.number().int(),
  /** Those in a status that earns by the published program; null when BigCommerce does not tell statuses. */
  earning: z.number().int().nullable(),
});

export type OrderImport = z.output<typeof orderImportSchema>;
export type ImportsResponse = z.output<typeof importsResponse>;
export type ImportPreview = z.output<typeof importPreviewResponse>;
export type StartImportBody = z.output<typeof startImportBody>;
