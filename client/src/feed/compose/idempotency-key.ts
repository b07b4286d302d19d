/** The marks of what was sent and has not arrived, as far as is known. */
const keys = new Map<string, string>();

/**
 * A mark for what is sent: the same when it is sent again because no answer came, since it may have arrived.
 *
 * @param attempt all that makes it what it is: who writes what, where and for whom.
 */
export function idempotencyKey(attempt: string): string {
  const key = keys.get(attempt) ?? randomKey();
  keys.set(attempt, key);
  return key;
}

/** It has arrived: the same once more is another one. */
export function forgetAttempt(attempt: string): void {
  keys.delete(attempt);
}

/** `crypto.randomUUID` is for secure contexts only. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
