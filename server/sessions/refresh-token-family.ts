import { randomBytes } from "node:crypto";

/**
 * All refresh tokens of a session name one family: a random word before Cognito's own token. So the session is found
 * by any token that it ever had; where a dead one is used again, somebody has a copy, and the whole family ends.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 */
export type FamilyToken = {
  family: string;
  /** Cognito's refresh token. */
  refreshToken: string;
};

const pattern = /^([\w-]{22})\.([\x21-\x7e]+)$/;

export function newFamily(): string {
  return randomBytes(16).toString("base64url");
}

/** As the client holds it, opaque. */
export function formatFamilyToken({ family, refreshToken }: FamilyToken): string {
  return `${family}.${refreshToken}`;
}

/** Undefined where it is not one of ours. */
export function parseFamilyToken(token: string): FamilyToken | undefined {
  const [, family, refreshToken] = pattern.exec(token) ?? [];
  return family === undefined || refreshToken === undefined ? undefined : { family, refreshToken };
}
