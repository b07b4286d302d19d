/** When something was read, and what had been written here by then. */
export type Snapshot = { version: number; began: number };

/** For how long what was read counts as what is there. */
export type CacheEpoch = {
  /** To be taken before anything is read. */
  snapshot: () => Snapshot;
  /** Whether nothing has been written on this node since. */
  isCurrent: (stamp: Snapshot) => boolean;
  /** Whether it may be told again: current, and read a moment ago. */
  isFresh: (stamp: Snapshot) => boolean;
  /** Says that something was written: nothing that was read before is told to whoever asks from now on. */
  invalidateAll: () => void;
};

/** Milliseconds. Other nodes write too, and within a second all nodes agree. */
const keptFor = 500;

/** @param elapsed milliseconds by a clock that nobody sets. */
export function createCacheEpoch(elapsed = (): number => performance.now()): CacheEpoch {
  let version = 0;
  const isCurrent = (stamp: Snapshot): boolean => stamp.version === version;
  return {
    snapshot: () => ({ version, began: elapsed() }),
    isCurrent,
    isFresh: (stamp) => isCurrent(stamp) && elapsed() - stamp.began < keptFor,
    invalidateAll: () => {
      version += 1;
    },
  };
}
