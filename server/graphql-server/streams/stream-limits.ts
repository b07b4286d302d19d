/** Streams open at once on one node. */
const most = { ofMember: 10, fromNetwork: 100, ofAll: 10_000 };

/** Whom a stream counts for. */
export type StreamOwner = { kind: "ofMember" | "fromNetwork"; name: string };

export type StreamLimits = {
  /** A place for one more stream, to be given back; undefined where there is none. */
  take: (owner: StreamOwner) => (() => void) | undefined;
};

export function createStreamLimits(): StreamLimits {
  const counts = new Map<string, number>();
  let all = 0;
  return {
    take({ kind, name }) {
      const key = `${kind} ${name}`;
      const count = counts.get(key) ?? 0;
      if (all >= most.ofAll || count >= most[kind]) return undefined;
      all += 1;
      counts.set(key, count + 1);
      return () => {
        all -= 1;
        const left = (counts.get(key) ?? 1) - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      };
    },
  };
}
