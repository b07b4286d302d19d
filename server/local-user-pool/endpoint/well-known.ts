import { findPool, issuerOf } from "../pools/user-pools.ts";
import type { Database } from "../tables/database-schema.ts";
import { jsonWebKeySet } from "../tokens/signing-keys.ts";

/** The JSON Web Key Set at `/<pool id>/.well-known/jwks.json`; undefined for any other path. */
export async function findJsonWebKeySet(database: Database, path: string): Promise<object | undefined> {
  const poolId = await findPoolAt(database, path, "/.well-known/jwks.json");
  return poolId === undefined ? undefined : await jsonWebKeySet(database, poolId);
}

/**
 * OpenID Connect Discovery 1.0 at `/<pool id>/.well-known/openid-configuration`; undefined for any other path. The
 * issuer is the one in the tokens, which AWS would have; `jwks_uri` is local.
 */
export async function findOpenIdConfiguration(
  database: Database,
  path: string,
  origin: string,
): Promise<object | undefined> {
  const poolId = await findPoolAt(database, path, "/.well-known/openid-configuration");
  if (poolId === undefined) return undefined;
  return {
    issuer: issuerOf(poolId),
    jwks_uri: `${origin}/${poolId}/.well-known/jwks.json`,
    authorization_endpoint: `${origin}/oauth2/authorize`,
    token_endpoint: `${origin}/oauth2/token`,
    userinfo_endpoint: `${origin}/oauth2/userInfo`,
    revocation_endpoint: `${origin}/oauth2/revoke`,
    end_session_endpoint: `${origin}/logout`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "token"],
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
  };
}

async function findPoolAt(database: Database, path: string, suffix: string): Promise<string | undefined> {
  if (!path.endsWith(suffix)) return undefined;
  return (await findPool(database, path.slice(1, -suffix.length)))?.id;
}
