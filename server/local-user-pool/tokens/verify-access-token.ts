import { eq } from "drizzle-orm";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { findPool, issuerOf } from "../pools/user-pools.ts";
import { notAuthorized, userDoesNotExist } from "../protocol/exceptions.ts";
import { appClients } from "../tables/app-clients-table.ts";
import type { Database } from "../tables/database-schema.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import type { SignIn } from "../tables/sign-ins-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";
import { userAdminScope } from "./issue-tokens.ts";
import { decodeJwt, isSignedBy } from "./jwt.ts";
import type { Claims } from "./jwt.ts";
import { loadSigningKeys } from "./signing-keys.ts";

/** The user, sign-in, app client and pool of a verified access token. */
export type VerifiedAccessToken = AppClientWithPool & { user: User; signIn: SignIn; scopes: string[] };

/**
 * Verifies an access token: its signature, expiry and scope, and that the sign-in is not revoked and the user is enabled.
 *
 * @param requiredScope by default that of the self-service operations.
 * @throws UserPoolException NotAuthorizedException; UserNotFoundException where the user has been deleted.
 */
export async function verifyAccessToken(
  { database, now }: { database: Database; now: Date },
  accessToken: string,
  requiredScope = userAdminScope,
): Promise<VerifiedAccessToken> {
  const jwt = decodeJwt(accessToken);
  const poolId = poolIdOf(jwt?.claims);
  const pool = poolId === undefined ? undefined : await findPool(database, poolId);
  if (!jwt || !pool || jwt.claims["iss"] !== issuerOf(pool.id) || jwt.claims["token_use"] !== "access") {
    throw notAuthorized("Invalid Access Token");
  }
  const { access } = await loadSigningKeys(database, pool.id);
  if (!isSignedBy(access, jwt)) throw notAuthorized("Could not verify signature for Access Token");

  const { exp, scope, event_id: eventId, sub } = jwt.claims;
  if (typeof exp !== "number" || exp * 1000 <= now.getTime()) throw notAuthorized("Access Token has expired");
  const scopes = typeof scope === "string" ? scope.split(" ") : [];
  if (!scopes.includes(requiredScope)) {
    throw notAuthorized("Access Token does not have required scopes");
  }
  const [found] = await database
    .select({ user: users, signIn: signIns, client: appClients })
    .from(users)
    .leftJoin(signIns, eq(signIns.id, String(eventId)))
    .leftJoin(appClients, eq(appClients.id, signIns.clientId))
    .where(eq(users.id, String(sub)));
  if (!found) throw userDoesNotExist();
  const { user, signIn, client } = found;
  if (!signIn || !client || signIn.revokedAt) throw notAuthorized("Access Token has been revoked");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  return { pool, client, user, signIn, scopes };
}

function poolIdOf(claims: Claims | undefined): string | undefined {
  const issuer = claims?.["iss"];
  return typeof issuer === "string" ? issuer.slice(issuer.lastIndexOf("/") + 1) : undefined;
}
