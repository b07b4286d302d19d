import { recordRequestId } from "./last-request-id.ts";
import { recordServerTime } from "./server-time.ts";

/** `fetch` for the API, which records the server time and the request id of each response. */
export async function apiFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  recordServerTime(response);
  recordRequestId(response);
  return response;
}
