import { AppError, type ErrorCode, isAppError } from "@/lib/errors";
import { handleRequest } from "@/lib/http/handle-request";
import { htmlPage, type PlainPage } from "@/lib/http/html-page";
import { logger } from "@/lib/logger";

type Words = Pick<PlainPage, "title" | "advice">;

const again = "Go to Apps in the control panel and open or install Laurel again.";
const notFinished: Words = {
  title: "BigCommerce did not finish the installation",
  advice: "Nothing was changed in your store. Wait a minute, then try installing again.",
};
const words: Partial<Record<ErrorCode, Words>> = {
  unauthorized: { title: "This link is no longer valid", advice: again },
  scope_missing: {
    title: "Laurel needs more permissions",
    advice:
      "Ask whoever runs this app to add the scopes named above in the Developer Portal, then install it again.",
  },
  store_not_installed: {
    title: "Laurel is not installed here",
    advice: "Install Laurel from Apps, then open it again.",
  },
  bigcommerce_failed: notFinished,
  unavailable: notFinished,
};
const fallback: Words = { title: "Something is missing from this request", advice: again };
const broken: Words = { title: "Something went wrong on our side", advice: "Please try again in a minute." };

/** A store that is not installed is, on these pages, a request for the wrong store. */
const statusOnPages: Partial<Record<ErrorCode, number>> = { store_not_installed: 400, unavailable: 502 };

/**
 * An address that a merchant's browser opens inside the control panel: it goes on with a redirect, or shows a page
 * that says what failed and what to do. Never blank: BigCommerce would show an empty frame.
 */
export function withAppPage(route: {
  handler: (call: { query: URLSearchParams; requestId: string }) => Promise<{ location: string }>;
}): (request: Request) => Promise<Response> {
  return (request) =>
    handleRequest(request, async (requestId) => {
      try {
        const { location } = await route.handler({ query: new URL(request.url).searchParams, requestId });
        return new Response(null, {
          status: 302,
          headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" },
        });
      } catch (thrown) {
        return toFailurePage(thrown, requestId);
      }
    });
}

function toFailurePage(thrown: unknown, requestId: string): Response {
  const error = isAppError(thrown) ? thrown : new AppError("internal", "The reason has been logged.");
  const status = statusOnPages[error.code] ?? error.status;
  if (status >= 500) logger.error({ requestId, err: thrown }, "app page failed");
  const { title, advice } = words[error.code] ?? (error.code === "internal" ? broken : fallback);
  return htmlPage({ status, title, cause: error.message, advice, requestId });
}
