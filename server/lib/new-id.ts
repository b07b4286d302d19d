import { v7 } from "uuid";

/** Makes a UUIDv7. Ids of one process sort in the order in which they were made. */
export type NewId = () => string;

/** The 32-bit counter within a millisecond starts at random in the lower half, so that it never overflows. */
const randomSequence = (): number => Math.floor(Math.random() * 2 ** 31);

/**
 * @param clock may step back: ids then continue from the latest time seen.
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

/** The time at which a UUIDv7 was made: its first 48 bits. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}
