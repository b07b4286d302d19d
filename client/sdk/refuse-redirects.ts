import type { Fetch } from "./send-operation.ts";

/**
 * `fetch` that follows no redirect, because a request carries tokens and passwords, and the API never redirects.
 *
 * @throws TypeError at a redirect.
 */
export function refuseRedirects(fetch: Fetch): Fetch {
  return async (url, init) => {
    const response = await fetch(url, { ...init, redirect: "manual" });
    // Browsers hide a redirect in a response without a status; others return it as it is.
    const isRedirect =
      response.type === "opaqueredirect" || [301, 302, 303, 307, 308].includes(response.status);
    if (!isRedirect && !response.redirected) return response;
    await response.body?.cancel();
    throw new TypeError(
      "The URL of the API redirects. Requests follow no redirect: use the URL that it leads to.",
    );
  };
}
