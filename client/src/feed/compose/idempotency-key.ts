/** Keys of requests whose outcome is not known yet. */
const keys = new Map<string, string>();

/**
 * The idempotency key of a request: a retry after a lost response gets the same key, so that the API does not create a
 * second activity.
 *
 * @param attempt identifies the request: viewer, target and draft.
 */
export function idempotencyKey(attempt: string): string {
  const key = keys.get(attempt) ?? randomKey();
  keys.set(attempt, key);
  return key;
}

/** Discards the key after a success: the same text sent again is another activity. */
export function discardIdempotencyKey(attempt: string): void {
  keys.delete(attempt);
}

/** `crypto.randomUUID` exists in secure contexts only. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
