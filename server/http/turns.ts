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
 * wait, and each of the next turns begins with one.
 *
 * @param longMs so long a turn may be.
 */
export function createTurns(longMs: number): Turns {
  const waiting: { since: number; begin: () => void }[] = [];
  /** When this turn came to its first request. */
  let turnBegan: number | undefined;

  function beginNext(): void {
    waiting.shift()?.begin();
    if (waiting.length > 0) setImmediate(beginNext);
  }

  return {
    take(begin) {
      const now = performance.now();
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
      if (waiting.length === 1) setImmediate(beginNext);
    },
    waited: () => (waiting[0] ? performance.now() - waiting[0].since : 0),
  };
}
