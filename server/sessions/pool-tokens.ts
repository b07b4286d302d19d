import { seal, unseal } from "../lib/sealed-text.ts";

/**
 * Seals the pool's refresh tokens for the database, so that a session that ends here can be ended at the pool
 * without its client. Who has a copy of the database can use none of them: the key is derived from the app
 * client's secret too, which is not stored there, and which the pool asks for besides.
 */
export type PoolTokens = {
  /** @returns null if there is no key. */
  seal: (refreshToken: string, familyHash: string) => string | null;
  /** @returns undefined if there is nothing to open, or it was sealed with another key or for another session. */
  open: (sealed: string | null, familyHash: string) => string | undefined;
};

/** @param key undefined if the app client has no secret: then no token is kept. */
export function createPoolTokens(key: Buffer | undefined): PoolTokens {
  return {
    seal: (refreshToken, familyHash) => (key === undefined ? null : seal(key, refreshToken, familyHash)),
    open: (sealed, familyHash) =>
      key === undefined || sealed === null ? undefined : unseal(key, sealed, familyHash),
  };
}
