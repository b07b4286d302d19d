/** Maximum number of open streams: of one member, of one machine, of guests in one network, of the whole node. */
const maximum = { member: 10, machine: 10, network: 100, node: 10_000 };

/** A stream counts for a member's id, a machine's client id, or a guest's network. */
export type StreamOwner = { kind: "member" | "machine" | "network"; name: string };

export type StreamLimits = {
  /** Counts one more stream. Returns the function that releases it, or undefined where the limit is reached. */
  acquire: (owner: StreamOwner) => (() => void) | undefined;
};

export function createStreamLimits(): StreamLimits {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    acquire({ kind, name }) {
      const key = `${kind} ${name}`;
      const count = counts.get(key) ?? 0;
      if (total >= maximum.node || count >= maximum[kind]) return undefined;
      total += 1;
      counts.set(key, count + 1);
      return () => {
        total -= 1;
        const left = (counts.get(key) ?? 1) - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      };
    },
  };
}
