import { randomBytes } from "node:crypto";

/**
 * A refresh token as the client holds it: a random family id, the same for all refresh tokens of a session,
 * then Cognito's token. The family finds the session of a token that was replaced: if such a token is used
 * again, somebody has a copy and the session ends.
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

export function formatFamilyToken({ family, refreshToken }: FamilyToken): string {
  return `${family}.${refreshToken}`;
}

/** Returns undefined if the token does not have this format. */
export function parseFamilyToken(token: string): FamilyToken | undefined {
  const [, family, refreshToken] = pattern.exec(token) ?? [];
  return family === undefined || refreshToken === undefined ? undefined : { family, refreshToken };
}
