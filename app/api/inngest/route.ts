import { serve } from "inngest/next";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions";
import { inngestMode } from "@/lib/env";

/** Where an Inngest server calls our functions, signed. With the embedded runner nobody may: it calls in process. */
const served = inngestMode() === "server" ? serve({ client: inngest, functions }) : undefined;
const hidden = () => new Response(null, { status: 404 });

export const { GET, POST, PUT } = served ?? { GET: hidden, POST: hidden, PUT: hidden };
