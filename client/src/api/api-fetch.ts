import { recordRequestId } from "./last-request-id.ts";
import { recordServerTime } from "./server-time.ts";

/**
 * `fetch` for the API, which records the server time and the request id of each response. It asks for the page's language,
 * not the browser's: mails are written in it.
 */
export async function apiFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  headers.set("accept-language", document.documentElement.lang);
  const response = await fetch(input, { ...init, headers });
  recordServerTime(response);
  recordRequestId(response);
  return response;
}
