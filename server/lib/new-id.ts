import { v7 } from "uuid";

/** Makes a UUIDv7: ids of one process sort in the order in which they were made. */
export type NewId = () => string;

/** The 32 bits that count within a millisecond start at random in the lower half, so that counting never overflows. */
const randomSequence = (): number => Math.floor(Math.random() * 2 ** 31);

/**
 * @param clock where the time comes from; should it step back, ids go on from the latest time seen.
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-6.2
 */
export function createIdGenerator(clock: () => Date): NewId {
  let msecs = 0;
  let seq = 0;
  return () => {
    const now = clock().getTime();
    if (now > msecs) {
      msecs = now;
      seq = randomSequence();
    } else {
      seq += 1;
    }
    return v7({ msecs, seq });
  };
}
