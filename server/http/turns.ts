/** Requests that take turns on the event loop. */
export type Turns = {
  /** Begins with a request now, or when its turn comes. */
  take: (begin: () => void) => void;
  /** Milliseconds that the next one has waited. */
  waited: () => number;
};

/**
 * Lets the event loop turn between requests. All that a poll of the sockets finds would be done in one turn, and timers,
 * answers of the database and whoever asks for health would wait for all of it: so those that come once a turn is long
 * wait, and each of the next turns begins with some, as many as do not make it long.
 *
 * @param longMs so long a turn may be.
 * @param elapsed milliseconds by a clock that nobody sets.
 */
export function createTurns(longMs: number, elapsed = (): number => performance.now()): Turns {
  const waiting: { since: number; begin: () => void }[] = [];
  /** When this turn came to its first request. */
  let turnBegan: number | undefined;
  /** So many of those that wait are begun in a turn, and when that was last. */
  let some = 1;
  let begunAt = Number.NEGATIVE_INFINITY;

  function beginSome(): void {
    const now = elapsed();
    some = now - begunAt > longMs ? Math.ceil(some / 2) : some + 1;
    begunAt = now;
    const begun = waiting.splice(0, some);
    if (waiting.length > 0) setImmediate(beginSome);
    for (const { begin } of begun) begin();
  }

  return {
    take(begin) {
      const now = elapsed();
      if (turnBegan === undefined) {
        turnBegan = now;
        setImmediate(() => {
          turnBegan = undefined;
        });
      }
      if (waiting.length === 0 && now - turnBegan <= longMs) {
        begin();
        return;
      }
      waiting.push({ since: now, begin });
      if (waiting.length === 1) setImmediate(beginSome);
    },
    waited: () => (waiting[0] ? elapsed() - waiting[0].since : 0),
  };
}
