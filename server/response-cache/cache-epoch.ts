/** When something was read, and what had been written here by then. */
export type Stamp = { version: number; began: number };

/** For how long what was read counts as what is there. */
export type Freshness = {
  /** To be taken before anything is read. */
  stamp: () => Stamp;
  /** Whether nothing has been written on this node since. */
  isCurrent: (stamp: Stamp) => boolean;
  /** Whether it may be told again: current, and read a moment ago. */
  isFresh: (stamp: Stamp) => boolean;
  /** Says that something was written: nothing that was read before is told to whoever asks from now on. */
  forget: () => void;
};

/** Milliseconds. Other nodes write too, and within a second all nodes agree. */
const keptFor = 500;

/** @param elapsed milliseconds by a clock that nobody sets. */
export function createFreshness(elapsed = (): number => performance.now()): Freshness {
  let version = 0;
  const isCurrent = (stamp: Stamp): boolean => stamp.version === version;
  return {
    stamp: () => ({ version, began: elapsed() }),
    isCurrent,
    isFresh: (stamp) => isCurrent(stamp) && elapsed() - stamp.began < keptFor,
    forget: () => {
      version += 1;
    },
  };
}
