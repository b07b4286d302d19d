import { randomUUID } from "node:crypto";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { issuerOf } from "../pools/user-pools.ts";
import { scopesOf } from "../resources/scopes.ts";
import { tokenLifetimes } from "../settings/client-settings.ts";
import type { Database } from "../tables/database-schema.ts";
import type { TriggerContext } from "../triggers/run-trigger.ts";
import { signJwt } from "./jwt.ts";
import { loadSigningKeys } from "./signing-keys.ts";
import { changeAccessClaims, changeScopes } from "./token-changes.ts";
import { findClientTokenChanges } from "./token-generation-trigger.ts";

/**
 * A token of an app client itself, which is no person: its `sub` is the client's id. It has custom scopes alone.
 *
 * @param asked the scopes that are asked for; where none are, all of the app client.
 * @throws UserPoolException all that the pre-token-generation trigger throws
 * @returns undefined where the app client does not have one of the scopes.
 */
export async function issueClientToken(
  context: TriggerContext & { database: Database; now: Date },
  { client, pool }: AppClientWithPool,
  asked: string[],
): Promise<{ AccessToken: string; ExpiresIn: number; TokenType: "Bearer" } | undefined> {
  const { database, now } = context;
  const allowed = (await scopesOf(database, client)).filter((scope) => scope.includes("/"));
  if (asked.some((scope) => !allowed.includes(scope))) return undefined;
  const { accessSeconds } = tokenLifetimes(client.settings);
  const issuedAt = Math.floor(now.getTime() / 1000);
  const { access } = await loadSigningKeys(database, pool.id);
  const scopes = asked.length > 0 ? asked : allowed;
  const changes = await findClientTokenChanges(context, { client, pool }, scopes);
  const claims = {
    sub: client.id,
    token_use: "access",
    scope: changeScopes(scopes, changes).join(" "),
    auth_time: issuedAt,
    iss: issuerOf(pool.id),
    exp: issuedAt + accessSeconds,
    iat: issuedAt,
    version: 2,
    jti: randomUUID(),
    client_id: client.id,
  };
  const AccessToken = signJwt(access, changeAccessClaims(claims, changes, client.id));
  return { AccessToken, ExpiresIn: accessSeconds, TokenType: "Bearer" };
}
