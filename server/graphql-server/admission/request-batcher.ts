/** Requests that take turns on the event loop. */
export type RequestBatcher = {
  /** Begins with a request when its turn comes; at once where this is its turn already. */
  take: (begin: () => void) => void;
  /** Says that a connection has come. */
  connected: () => void;
  /** How many one that comes now would stand behind. */
  waiting: () => number;
  /** Milliseconds that it would wait, going by the last turns. */
  wait: () => number;
};

/** So many are begun together: at first, and at the most. */
const together = { first: 16, most: 128 };

/**
 * Begins with all that a poll of the sockets has found together, when the poll is over: what they do alike is then done
 * close together, and their answers go out close together, so that the next poll finds many again. One by one they cost
 * half as much again.
 *
 * It also lets the event loop turn: timers, answers of the database and whoever asks for health would wait for all of
 * them, so no more are begun in one turn than do not make it long. Node takes one new connection a turn; while some come,
 * turns are empty, so that a hundred of them do not wait for a hundred turns.
 *
 * @param longMs so long a turn may be.
 * @param elapsed milliseconds by a clock that nobody sets.
 */
export function createRequestBatcher(
  longMs: number,
  elapsed = (): number => performance.now(),
): RequestBatcher {
  let waiting: { since: number; begin: () => void }[] = [];
  let some = together.first;
  /** How many were begun in this turn, and when. */
  let begun = 0;
  let began = 0;
  let isScheduled = false;
  let isBeginning = false;
  let isConnecting = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(beginSome);
    // Runs when all is done that they could do without waiting for others.
    setImmediate(endTurn);
  }

  function beginSome(): void {
    isScheduled = false;
    begun = 0;
    began = elapsed();
    if (isConnecting && began - (waiting[0]?.since ?? began) < longMs) {
      isConnecting = false;
      schedule();
      return;
    }
    const mine = waiting.slice(0, some);
    waiting = waiting.slice(some);
    begun = mine.length;
    isBeginning = true;
    for (const { begin } of mine) begin();
    isBeginning = false;
    if (waiting.length > 0) schedule();
  }

  function endTurn(): void {
    // A few tell nothing about many.
    if (begun <= some / 2) return;
    const inTime = Math.floor((begun * longMs) / (elapsed() - began));
    // A process that was not scheduled for a moment has not become slow.
    some = Math.max(Math.ceil(some / 2), Math.min(inTime, some * 2, together.most));
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
    connected() {
      isConnecting = true;
    },
    waiting: () => (isBeginning ? 0 : waiting.length),
    wait: () => (isBeginning ? 0 : Math.floor(waiting.length / some) * longMs),
  };
}
