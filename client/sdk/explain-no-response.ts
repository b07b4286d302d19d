/**
 * Says why a request has no response, as far as `fetch` tells: browsers hide the reason from pages.
 *
 * @param url of the API, as the caller gave it; undefined where the response ended early.
 */
export function explainNoResponse(error: unknown, url?: string): string {
  if (url === undefined) return withReason("no response", error);
  const page = globalThis.location?.origin as string | undefined;
  if (!URL.canParse(url, page)) return `the URL ${url} is relative: outside a browser give an absolute one`;
  const { origin } = new URL(url, page);
  if (page !== undefined && page !== origin)
    return `no response: ${origin} is not reachable, or does not allow pages of ${page}: add that origin to the API's WEB_ORIGINS, or serve both on one origin by a proxy`;
  return withReason(`no response from ${origin}`, error);
}

/** Node puts the reason, as ECONNREFUSED, into the cause of its error. */
function withReason(text: string, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return text;
  const reason = "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
  return reason === "" ? text : `${text} (${reason})`;
}
