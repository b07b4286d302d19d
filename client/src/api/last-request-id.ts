let last: string | undefined;

export function recordRequestId({ headers }: Response): void {
  last = headers.get("x-request-id") ?? last;
}

/** The request id of the API's last response, to find it in the server's log when a page fails to render the data. */
export function lastRequestId(): string | undefined {
  return last;
}
