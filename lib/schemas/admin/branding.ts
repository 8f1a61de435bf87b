import { z } from "zod";
import { instantSchema, pageOf, pageQuery } from "@/lib/schemas/admin/page";
import type { Branding } from "@/lib/schemas/branding/branding-document";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";

const versionNumber = z.number().int().positive();

/** A valid document with all its defaults; `lib/schemas/branding` has its schema. */
const brandingDocument = z.custom<Branding>((value) => typeof value === "object" && value !== null);

/** What the branding page starts with. `document` is the draft when there is one, else what is published. */
export const brandingResponse = z.object({
  document: brandingDocument,
  published: z.object({
    /** 0 before the first publish: the defaults. */
    number: z.number().int().nonnegative(),
    document: brandingDocument,
  }),
  draft: z.object({ savedAt: instantSchema, author: z.string().nullable() }).nullable(),
  storefronts: z.array(
    z.object({
      channelId: z.number().int().positive(),
      name: z.string(),
      siteUrl: z.string().nullable(),
      isDefault: z.boolean(),
    }),
  ),
  /** What the preview draws with: the panel's own style sheet, and the published program, null before the first. */
  preview: z.object({
    css: z.string(),
    program: z.custom<StorefrontProgram>((value) => typeof value === "object").nullable(),
  }),
});

const document = z.record(z.string(), z.unknown());

/**
 * `basedOn`: the published version the document was compared with; another one in between is not overwritten. `draft`:
 * when the draft it came from was saved; that one is done with, another one stays.
 */
export const publishBrandingBody = z.strictObject({
  document,
  basedOn: z.number().int().nonnegative(),
  draft: instantSchema.nullable(),
  note: z.string().trim().max(500).optional(),
});

/** `seen`: when the draft that is replaced was saved; null when there was none. Another one is not overwritten. */
export const saveBrandingDraftBody = z.strictObject({ document, seen: instantSchema.nullable() });
export const discardBrandingDraftBody = z.strictObject({ seen: instantSchema });
export const savedBrandingDraft = z.object({ savedAt: instantSchema });

export const brandingVersionRow = z.object({
  number: versionNumber,
  status: z.enum(["published", "superseded"]),
  note: z.string().nullable(),
  author: z.string().nullable(),
  publishedAt: instantSchema,
  /** What is different from the version before, in words; from the defaults for the first. */
  changes: z.array(z.string()),
});

export const brandingVersionsQuery = pageQuery;
export const brandingVersionsPage = pageOf(brandingVersionRow);
export const publishedBranding = z.object({ number: versionNumber });

export type BrandingResponse = z.output<typeof brandingResponse>;
export type PublishBrandingBody = z.output<typeof publishBrandingBody>;
export type SaveBrandingDraftBody = z.output<typeof saveBrandingDraftBody>;
export type BrandingVersionRow = z.output<typeof brandingVersionRow>;
