/**
 * Carries short messages between the nodes of one deployment, at most once: a node that is disconnected misses messages.
 * So a message only announces that the database has changed; the change itself is read from there.
 */
export type Bus = {
  /** Never rejects: nodes also poll the database, and find the change a little later. */
  publish: (channel: string, message: string) => Promise<void>;
  /** Receives the messages of all nodes, including this one. */
  subscribe: (channel: string, listener: (message: string) => void) => Promise<void>;
  stop: () => Promise<void>;
};

/** The bus of a single node, or of nodes that learn of each other's changes by polling the database. */
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
