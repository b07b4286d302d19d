/** The issuers of a pool's tokens. */
export type KnownIssuers = {
  /** Finds the issuers that the pool uses. Rejects if it cannot be told of any. */
  find: () => Promise<void>;
  /** Whether the pool may have issued a token of this issuer. Until one is known, each of them may be it. */
  mayBe: (issuer: unknown) => boolean;
  /** The one that the pool uses, as far as is known. */
  current: () => string | undefined;
};

/** Whoever sends a token of an issuer that is not known causes a look at it, but at most one in this time. */
const lookAgainMs = 10 * 60 * 1000;

/**
 * A pool has one of two issuers, each with keys at an address of its own, and an operator may change to the other. Tokens
 * of an issuer that the pool does not use cause no request for keys. Now and then one of them causes a look whether the
 * pool uses it by now, which nobody waits for.
 *
 * @param look rejects if the pool does not use the issuer.
 */
export function createKnownIssuers(
  issuers: readonly string[],
  look: (issuer: string) => Promise<void>,
  clock: () => Date,
): KnownIssuers {
  const known = new Set<unknown>();
  let lookedAt = 0;
  const lookAt = async (issuer: string): Promise<void> => {
    lookedAt = clock().getTime();
    await look(issuer);
    known.add(issuer);
  };
  return {
    async find() {
      const looks = await Promise.allSettled(issuers.map(lookAt));
      const failed = looks.find((each) => each.status === "rejected");
      if (known.size === 0) throw failed?.reason;
    },
    current: () => issuers.find((each) => known.has(each)) ?? issuers[0],
    mayBe(issuer) {
      if (known.size === 0 || known.has(issuer)) return true;
      const other = issuers.find((each) => each === issuer);
      if (other !== undefined && clock().getTime() - lookedAt >= lookAgainMs)
        lookAt(other).catch(() => undefined);
      return false;
    },
  };
}
