import { z } from "zod";
import { idSchema, instantSchema } from "@/lib/schemas/admin/page";
import { apiScopes } from "@/lib/schemas/api-scopes";

/** How many keys a store may have at a time: one a program, with room for changing them. */
export const apiKeysMax = 20;
export const apiKeyNameMax = 80;

export const createApiKeyBody = z.object({
  name: z.string().trim().min(1, "Give it a name.").max(apiKeyNameMax),
  scopes: z
    .array(z.enum(apiScopes))
    .min(1)
    .default([...apiScopes]),
});

/** A key that works. `prefix` is how it begins; the key itself was told once. */
export const apiKeyRow = z.object({
  id: idSchema,
  name: z.string(),
  scopes: z.array(z.string()),
  prefix: z.string(),
  /** E-mail of who made it; null when that person is gone. */
  createdBy: z.string().nullable(),
  createdAt: instantSchema,
  /** Exact to a minute. */
  lastUsedAt: instantSchema.nullable(),
});

export const apiKeysResponse = z.object({ items: z.array(apiKeyRow) });

/** `key` is told this once. */
export const newApiKey = apiKeyRow.extend({ key: z.string() });

export type ApiKeyRow = z.output<typeof apiKeyRow>;
export type ApiKeysResponse = z.output<typeof apiKeysResponse>;
export type NewApiKey = z.output<typeof newApiKey>;
