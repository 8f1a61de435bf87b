import { z } from "zod";
import { AppError, type FieldErrors } from "@/lib/errors";
import { lookFields } from "@/lib/schemas/branding/look-fields";
import { resolveLook } from "@/lib/schemas/branding/resolve-look";
import { fieldErrors } from "@/lib/schemas/field-errors";

export const look = z.strictObject(lookFields);
export const lookOverrides = look.partial();

const channelsMax = 100;

/**
 * How a store's widget looks: on all storefronts, and what single ones (by BigCommerce channel id) have of their own.
 * Unknown fields are errors, so a typing mistake never passes silently.
 */
export const brandingSchema = z
  .strictObject({
    all: look,
    channels: z
      .record(z.string().regex(/^[1-9]\d{0,14}$/, "must be a channel id"), lookOverrides)
      .refine((channels) => Object.keys(channels).length <= channelsMax, "too many storefronts"),
  })
  .superRefine((document, context) => {
    for (const channel of [null, ...Object.keys(document.channels)]) {
      const { languages, defaultLanguage } = resolveLook(document, channel);
      if (languages.includes(defaultLanguage)) continue;
      const place = channel === null ? ["all"] : ["channels", channel];
      const message = "must be one of the languages above";
      context.addIssue({ code: "custom", path: [...place, "defaultLanguage"], message });
    }
  });

export type Look = z.output<typeof look>;
export type LookOverrides = z.output<typeof lookOverrides>;
export type Branding = z.output<typeof brandingSchema>;

export type CheckedBranding = { ok: true; branding: Branding } | { ok: false; errors: FieldErrors };

/** Validates a document; problems come back by path, e.g. `channels.2.color`. */
export function checkBranding(document: unknown): CheckedBranding {
  const parsed = brandingSchema.safeParse(document);
  return parsed.success
    ? { ok: true, branding: parsed.data }
    : { ok: false, errors: fieldErrors(parsed.error) };
}

/**
 * The same for callers that cannot go on without one.
 * @throws AppError `validation_failed` with the problems by path
 */
export function parseBranding(document: unknown): Branding {
  const checked = checkBranding(document);
  if (checked.ok) return checked.branding;
  throw new AppError("validation_failed", "The branding is not valid.", { fields: checked.errors });
}
