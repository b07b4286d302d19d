import { UserPoolException } from "../protocol/exceptions.ts";
import type { AppClient } from "../tables/app-clients-table.ts";
import type { Database } from "../tables/database-schema.ts";
import { findResource } from "./pool-resources.ts";

/** The scopes of OpenID Connect and of Cognito itself, which every pool has. */
const ownScopes = new Set(["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"]);

/** Those of the scopes that exist in the pool: Cognito's own, and `identifier/scope` of its resource servers. */
export async function existingScopes(
  database: Database,
  poolId: string,
  scopes: string[],
): Promise<string[]> {
  const custom = scopes.filter((scope) => !ownScopes.has(scope));
  const identifiers = new Set(custom.map(identifierOf));
  const known = new Set(ownScopes);
  for (const identifier of identifiers) {
    const server = await findResource(database, poolId, "resource_server", identifier);
    for (const { ScopeName } of server?.value.Scopes ?? []) known.add(`${identifier}/${ScopeName}`);
  }
  return scopes.filter((scope) => known.has(scope));
}

/** The scopes that an app client may ask for. Those whose resource server has been deleted are gone. */
export async function scopesOf(database: Database, { poolId, settings }: AppClient): Promise<string[]> {
  return await existingScopes(database, poolId, settings.AllowedOAuthScopes ?? []);
}

/** @throws UserPoolException ScopeDoesNotExistException */
export async function checkScopesExist(
  database: Database,
  poolId: string,
  scopes: string[] = [],
): Promise<void> {
  const existing = await existingScopes(database, poolId, scopes);
  const missing = scopes.find((scope) => !existing.includes(scope));
  if (missing !== undefined) {
    throw new UserPoolException("ScopeDoesNotExistException", `The scope ${missing} does not exist.`);
  }
}

/** A scope's name has no slash; an identifier can be a URL. */
function identifierOf(scope: string): string {
  return scope.slice(0, Math.max(scope.lastIndexOf("/"), 0));
}
