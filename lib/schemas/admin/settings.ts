import { z } from "zod";
import { importSchema } from "@/lib/schemas/admin/overview";
import { instantSchema } from "@/lib/schemas/admin/page";

export const settingsResponse = z.object({
  store: z.object({
    name: z.string(),
    hash: z.string(),
    domain: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    planName: z.string(),
    installedAt: instantSchema,
  }),
  connection: z.object({
    /** `needs_reauth`: BigCommerce refuses our token; opening the app again asks the merchant to approve it. */
    status: z.enum(["installed", "needs_reauth", "uninstalled"]),
    scopes: z.array(z.object({ name: z.string(), granted: z.boolean() })),
    provisionedAt: instantSchema.nullable(),
    provisionError: z.string().nullable(),
  }),
  channels: z.array(
    z.object({
      bcChannelId: z.number().int(),
      name: z.string(),
      platform: z.string(),
      status: z.string(),
      siteUrl: z.string().nullable(),
      hasScript: z.boolean(),
      enabled: z.boolean(),
    }),
  ),
  customerImport: importSchema.nullable(),
});

export type SettingsResponse = z.output<typeof settingsResponse>;
