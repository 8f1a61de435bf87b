import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { contentSecurityPolicy, isFramed } from "@/lib/http/content-security-policy";

/**
 * Security headers of pages: a nonce per request (Next puts it on its own scripts when it finds the policy in the
 * request) and who may frame them. API routes, the widget script and static files never pass here.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy({
    nonce,
    framed: isFramed(request.nextUrl.pathname),
    development: env().NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "no-referrer");
  response.headers.set("x-content-type-options", "nosniff");
  return response;
}

export const config = {
  matcher: ["/((?!api/|_next/|widget(?:\\.js|/)|favicon\\.ico|.*\\.(?:svg|png|ico|woff2)$).*)"],
};
