/** An estimate of the server's time. */
export interface ServerClock {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Call it when a response arrives, with the time that its `Date` header gives. */
  sync: (time: number) => void;
}

/**
 * Creates a clock that follows the server. A `Date` header lags behind by the latency of the response, and by up to a
 * second because it has no milliseconds; so the largest offset counts. The clock never goes back, so that expired posts
 * stay hidden. It follows the device's clock until the first response, and after it only a monotonic clock.
 *
 * @param deviceNow the device's clock, in milliseconds since 1970.
 * @param elapsed monotonic clock, in milliseconds.
 */
export function createServerClock(deviceNow: () => number, elapsed: () => number): ServerClock {
  let offset = deviceNow() - elapsed();
  let isSynced = false;
  return {
    now: () => elapsed() + offset,
    sync(time) {
      const next = time - elapsed();
      if (isSynced && next <= offset) return;
      offset = next;
      isSynced = true;
    },
  };
}
