import { z } from "zod";
import { instantSchema } from "@/lib/schemas/admin/page";

/** A renewed bearer; the old one stays valid until its own end. */
export const sessionResponse = z.object({ bearer: z.string(), expiresAt: instantSchema });

export type SessionResponse = z.output<typeof sessionResponse>;

/** What the first page hands over to the browser: the bearer, and who is looking at which store. */
export type SessionHandover = SessionResponse & {
  storeName: string;
  storeHash: string;
  timeZone: string;
  currency: string;
  email: string;
  role: "viewer" | "editor" | "owner";
};
