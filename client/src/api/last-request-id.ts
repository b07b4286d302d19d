let last: string | undefined;

export function noteRequestId({ headers }: Response): void {
  last = headers.get("x-request-id") ?? last;
}

/** The id of the API's last answer, which finds it in the server's log: for a page that could not bear the answer. */
export function lastRequestId(): string | undefined {
  return last;
}
