let last: string | undefined;

/** `fetch` that remembers which answer was the last. */
export async function fetchAndRemember(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  last = response.headers.get("x-request-id") ?? last;
  return response;
}

/** The id of the API's last answer, which finds it in the server's log: for a page that could not bear the answer. */
export function lastRequestId(): string | undefined {
  return last;
}
