import { decodeJwt, signJwt } from "../../../local-user-pool/tokens/jwt.ts";
import { loadSigningKeys } from "../../../local-user-pool/tokens/signing-keys.ts";
import { localUserPoolId, publicClientId, type TestApp } from "./test-app.ts";

type Claims = Record<string, unknown>;

/** The access token as a pre-token-generation trigger changes it. */
export async function changeToken(
  { db }: Pick<TestApp, "db">,
  accessToken: string,
  changes: Claims,
): Promise<string> {
  const { access } = await loadSigningKeys(db, localUserPoolId);
  return signJwt(access, { ...decodeJwt(accessToken)?.claims, ...changes });
}

/** An access token that Cognito's token endpoint issues to the public app client itself, by client credentials. */
export async function machineToken(
  { db, now }: Pick<TestApp, "db" | "now">,
  scope: string | undefined,
  changes: Claims = {},
): Promise<string> {
  const { access } = await loadSigningKeys(db, localUserPoolId);
  const iat = Math.floor(now().getTime() / 1000);
  return signJwt(access, {
    sub: publicClientId,
    token_use: "access",
    scope,
    auth_time: iat,
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${localUserPoolId}`,
    exp: iat + 3600,
    iat,
    version: 2,
    jti: crypto.randomUUID(),
    client_id: publicClientId,
    ...changes,
  });
}
