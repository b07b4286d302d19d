import { jsonWebKeySet } from "../tokens/signing-keys.ts";
import type { Database } from "../tables/database-schema.ts";
import { findPool, issuerOf } from "../pools/user-pools.ts";

/** The JSON Web Key Set at `/<pool id>/.well-known/jwks.json`; undefined for any other path. */
export async function publicKeys(database: Database, path: string): Promise<object | undefined> {
  const poolId = await poolAt(database, path, "/.well-known/jwks.json");
  return poolId === undefined ? undefined : await jsonWebKeySet(database, poolId);
}

/**
 * OpenID Connect Discovery 1.0 at `/<pool id>/.well-known/openid-configuration`. The issuer is the AWS-shaped one that the
 * tokens carry, the keys are here.
 */
export async function openIdConfiguration(
  database: Database,
  path: string,
  origin: string,
): Promise<object | undefined> {
  const poolId = await poolAt(database, path, "/.well-known/openid-configuration");
  if (poolId === undefined) return undefined;
  return {
    issuer: issuerOf(poolId),
    jwks_uri: `${origin}/${poolId}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "token"],
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
  };
}

async function poolAt(database: Database, path: string, suffix: string): Promise<string | undefined> {
  if (!path.endsWith(suffix)) return undefined;
  return (await findPool(database, path.slice(1, -suffix.length)))?.id;
}
