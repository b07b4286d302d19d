/** A request as a URL and options that can be sent twice. */
export type ApiRequest = [url: string, init: RequestInit];

/** Resolves relative URLs where there is no page, so that they never have the origin of an absolute URL. */
const NO_PAGE = "https://no-page.invalid/";

/**
 * Reads the arguments of a `fetch` for this API. The result is sent with an access token, so a URL of another origin is
 * refused before anything is sent.
 *
 * @throws TypeError for a URL of another origin, and for one with a user name or a password.
 */
export async function toApiRequest(
  apiUrl: string,
  input: RequestInfo | URL,
  init: RequestInit = {},
): Promise<ApiRequest> {
  if (!(input instanceof Request)) return [requireApiOrigin(apiUrl, String(input)), init];
  const url = requireApiOrigin(apiUrl, input.url);
  const request = new Request(input, init);
  const { method, headers, credentials, signal } = request;
  const body = await request.text();
  return [url, { method, headers, credentials, signal, ...(body !== "" && { body }) }];
}

/** The absolute URL if there is a page to resolve it: a page can change its base while the session is renewed. */
function requireApiOrigin(apiUrl: string, url: string): string {
  const base = "document" in globalThis ? document.baseURI : NO_PAGE;
  const api = new URL(apiUrl, base);
  const target = URL.canParse(url, base) ? new URL(url, base) : undefined;
  const isOfApi =
    target !== undefined &&
    target.protocol === api.protocol &&
    target.host === api.host &&
    target.username === "" &&
    target.password === "";
  if (!isOfApi) throw new TypeError(`A session sends requests to ${apiUrl} and its origin only.`);
  return target.href.startsWith(NO_PAGE) ? url : target.href;
}
