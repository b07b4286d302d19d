/**
 * Stores the refresh token of a session outside a browser, e.g. in a key chain, or in a file that only its user can read.
 *
 * The token is opaque and changes with every refresh. Anybody who has it is signed in.
 */
export interface RefreshTokenStore {
  /** Returns the token that was saved last, if any. */
  load: () => string | undefined | Promise<string | undefined>;
  /** Replaces the token; `undefined` means that the session has ended. */
  save: (refreshToken: string | undefined) => void | Promise<void>;
}

/** Stores the token until the process ends. */
export function memoryStore(): RefreshTokenStore {
  let stored: string | undefined;
  return {
    load: () => stored,
    save: (refreshToken) => {
      stored = refreshToken;
    },
  };
}
