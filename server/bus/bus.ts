/**
 * Carries short messages between the nodes of one deployment, at most once: a node that is cut off misses what was
 * sent meanwhile. So a message only ever says that there is news in the database, never the news alone.
 */
export type Bus = {
  /** Never rejects: what matters is in the database, and is found there a little later. */
  publish: (channel: string, message: string) => Promise<void>;
  /** Hears what any node publishes, this one too. */
  subscribe: (channel: string, listener: (message: string) => void) => Promise<void>;
  stop: () => Promise<void>;
};

/** The bus of a node that is alone, or whose neighbours look into the database for themselves. */
export function createLocalBus(): Bus {
  const listeners = new Map<string, ((message: string) => void)[]>();
  return {
    async publish(channel, message) {
      for (const listener of listeners.get(channel) ?? []) listener(message);
    },
    async subscribe(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    async stop() {
      listeners.clear();
    },
  };
}
