import { decodeJwt, signJwt } from "../../../local-user-pool/tokens/jwt.ts";
import { loadSigningKeys } from "../../../local-user-pool/tokens/signing-keys.ts";
import { localUserPoolId, type TestApp } from "./test-app.ts";

/** The access token as a pre-token-generation trigger makes it: the pool's own token without the scope of users. */
export async function dropUserScope(
  { db }: Pick<TestApp, "db">,
  accessToken: string,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const { access } = await loadSigningKeys(db, localUserPoolId);
  const { scope: _, ...claims } = decodeJwt(accessToken)?.claims ?? {};
  return signJwt(access, { ...claims, ...changes });
}
