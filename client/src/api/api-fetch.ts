import { noteRequestId } from "./last-request-id.ts";
import { noteServerTime } from "./server-time.ts";

/** `fetch` for the API, which takes note of what its answers tell beside their data. */
export async function apiFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  noteServerTime(response);
  noteRequestId(response);
  return response;
}
