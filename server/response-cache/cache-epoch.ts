/** The moment of a read: its time by the monotonic clock, in milliseconds, and the epoch of the cache at that time. */
export type Snapshot = { epoch: number; takenAt: number };

/** Decides for how long data that was read may be served again. */
export type CacheEpoch = {
  /** Must be taken before anything is read. */
  snapshot: () => Snapshot;
  /** Whether this node has written nothing since the snapshot. */
  isCurrent: (snapshot: Snapshot) => boolean;
  /** Whether what was read then may be served: current, and at most 500 ms old. */
  isFresh: (snapshot: Snapshot) => boolean;
  /** Starts a new epoch: nothing that was read before is served from now on. */
  invalidateAll: () => void;
};

/** Milliseconds. Other nodes write too: within a second all nodes agree. */
const maximumAgeMs = 500;

/** @param elapsed monotonic clock, in milliseconds. */
export function createCacheEpoch(elapsed = (): number => performance.now()): CacheEpoch {
  let epoch = 0;
  const isCurrent = (snapshot: Snapshot): boolean => snapshot.epoch === epoch;
  return {
    snapshot: () => ({ epoch, takenAt: elapsed() }),
    isCurrent,
    isFresh: (snapshot) => isCurrent(snapshot) && elapsed() - snapshot.takenAt < maximumAgeMs,
    invalidateAll: () => {
      epoch += 1;
    },
  };
}
