/** Counts something by network. */
export type NetworkCounts = {
  add: (network: string) => void;
  remove: (network: string) => void;
  of: (network: string) => number;
  /** Whether a network has more than half of everything that is counted. */
  hasMoreThanHalf: (network: string) => boolean;
  clear: () => void;
};

export function createNetworkCounts(): NetworkCounts {
  const counts = new Map<string, number>();
  let total = 0;
  const of = (network: string): number => counts.get(network) ?? 0;
  return {
    of,
    add(network) {
      counts.set(network, of(network) + 1);
      total += 1;
    },
    remove(network) {
      const count = of(network);
      if (count > 1) counts.set(network, count - 1);
      else counts.delete(network);
      total -= 1;
    },
    hasMoreThanHalf: (network) => of(network) * 2 > total,
    clear() {
      counts.clear();
      total = 0;
    },
  };
}
