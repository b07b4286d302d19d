/** Requests that take turns on the event loop. */
export type Turns = {
  /** Begins with a request when its turn comes; at once where this is its turn already. */
  take: (begin: () => void) => void;
  /** How many one that comes now would wait for. */
  waiting: () => number;
  /** Milliseconds that the next of these has waited. */
  waited: () => number;
};

/** So many are begun together: at first, and at the most. */
const together = { first: 16, most: 128 };

/**
 * Begins with all that a poll of the sockets has found together, when the poll is over: what they do alike is then done
 * close together, and their answers go out close together, so that the next poll finds many again. One by one they cost
 * half as much again.
 *
 * It also lets the event loop turn: timers, answers of the database and whoever asks for health would wait for all of
 * them, so no more are begun in one turn than do not make it long.
 *
 * @param longMs so long a turn may be.
 * @param elapsed milliseconds by a clock that nobody sets.
 */
export function createTurns(longMs: number, elapsed = (): number => performance.now()): Turns {
  let waiting: { since: number; begin: () => void }[] = [];
  let some = together.first;
  let isScheduled = false;
  let isBeginning = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(beginSome);
  }

  function beginSome(): void {
    isScheduled = false;
    const began = elapsed();
    const begun = waiting.slice(0, some);
    waiting = waiting.slice(some);
    isBeginning = true;
    for (const { begin } of begun) begin();
    isBeginning = false;
    // A few are short whatever they do, and to look at the sockets just for this costs as much as one of them.
    if (begun.length > some / 2) setImmediate(endTurn, began);
    if (waiting.length > 0) schedule();
  }

  /** By now all is done that they could do without waiting for others. */
  function endTurn(began: number): void {
    const isLong = elapsed() - began > longMs;
    some = isLong ? Math.ceil(some / 2) : Math.min(some * 2, together.most);
  }

  return {
    take(begin) {
      if (isBeginning) {
        begin();
        return;
      }
      waiting.push({ since: elapsed(), begin });
      schedule();
    },
    waiting: () => (isBeginning ? 0 : waiting.length),
    waited: () => (!isBeginning && waiting[0] ? elapsed() - waiting[0].since : 0),
  };
}
