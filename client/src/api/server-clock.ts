/** The API's time, as far as it can be known here. Milliseconds since 1970. */
export interface ServerClock {
  now: () => number;
  /** Takes note of the time that an answer was sent, as soon as it is here. */
  told: (time: number) => void;
}

/**
 * What an answer says of the time is late by its way here, and by up to a second that its header does not tell; so of all
 * answers the latest time counts. It never goes back: what has expired does not come up again. Until the first answer it
 * is the device's clock, and after it what the device has counted since, however its clock is set.
 *
 * @param deviceNow the device's clock, in milliseconds since 1970.
 * @param elapsed milliseconds since a moment that stays the same.
 */
export function createServerClock(deviceNow: () => number, elapsed: () => number): ServerClock {
  let offset = deviceNow() - elapsed();
  let isTold = false;
  return {
    now: () => elapsed() + offset,
    told(time) {
      const next = time - elapsed();
      if (isTold && next <= offset) return;
      offset = next;
      isTold = true;
    },
  };
}
