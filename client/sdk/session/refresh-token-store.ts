/**
 * Where a session outside a browser keeps its refresh token: a key chain, a file that only its user can read.
 *
 * The token is opaque and changes with every refresh. Whoever has it is signed in.
 */
export interface RefreshTokenStore {
  /** The token that was saved last, if any. */
  load: () => string | undefined | Promise<string | undefined>;
  /** Keeps the token instead of the one before; `undefined` when there is no session any more. */
  save: (refreshToken: string | undefined) => void | Promise<void>;
}

/** Keeps the token until the process ends. */
export function memoryStore(): RefreshTokenStore {
  let kept: string | undefined;
  return {
    load: () => kept,
    save: (refreshToken) => {
      kept = refreshToken;
    },
  };
}
