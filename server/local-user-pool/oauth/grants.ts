import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { authorizationCodes } from "../tables/authorization-codes-table.ts";
import type { AuthorizationCode } from "../tables/authorization-codes-table.ts";
import type { Database } from "../tables/database-schema.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import type { SignIn } from "../tables/sign-ins-table.ts";
import { users } from "../tables/users-table.ts";
import type { User } from "../tables/users-table.ts";
import { insertSignIn, issueTokens } from "../tokens/issue-tokens.ts";
import type { AuthenticationResult } from "../tokens/issue-tokens.ts";
import { noTokenChanges } from "../tokens/token-changes.ts";
import { findTokenChanges } from "../tokens/token-generation-trigger.ts";
import type { TriggerContext } from "../triggers/run-trigger.ts";
import { revokeSignIn } from "../tokens/revocation.ts";
import { hashToken } from "../tokens/token-hash.ts";
import { type AuthorizationRequest, toCallbackUrl } from "./authorization-request.ts";
import type { LoginSession } from "./login-session.ts";
import { OAuthError } from "./oauth-error.ts";

const codeLifetimeMs = 5 * 60 * 1000;

/** Answers an authorization request for somebody who is signed in: with a code, or with tokens where it asks for these. */
export async function grant(
  context: TriggerContext & { database: Database; now: Date },
  request: AuthorizationRequest,
  { user, authTime }: LoginSession,
): Promise<string> {
  const { database, now } = context;
  const { app, scopes, nonce } = request;
  const isImplicit = request.responseType === "token";
  const changes = isImplicit
    ? await findTokenChanges(context, app, user, scopes, "HostedAuth")
    : noTokenChanges;
  return await database.transaction(async (tx) => {
    const signIn = await insertSignIn(tx, app, user, { scope: scopes.join(" "), authTime, now });
    if (isImplicit) {
      const tokens = await issueTokens(tx, app, user, signIn, now, changes, { nonce });
      return toCallbackUrl(request, toImplicitAnswer(tokens));
    }
    const code = randomBytes(32).toString("base64url");
    await tx.insert(authorizationCodes).values({
      codeHash: hashToken(code),
      signInId: signIn.id,
      redirectUri: request.redirectUri,
      codeChallenge: request.codeChallenge,
      nonce,
      expiresAt: new Date(now.getTime() + codeLifetimeMs),
    });
    return toCallbackUrl(request, { code });
  });
}

function toImplicitAnswer({ AccessToken, IdToken, ExpiresIn }: AuthenticationResult): Record<string, string> {
  return {
    access_token: AccessToken,
    ...(IdToken !== undefined && { id_token: IdToken }),
    token_type: "Bearer",
    expires_in: String(ExpiresIn),
  };
}

/** A code that was exchanged, with whom it is for. */
export type ExchangedCode = Pick<AuthorizationCode, "nonce"> & { user: User; signIn: SignIn };

/**
 * Exchanges a code, once. One that comes a second time has been stolen or leaked, and revokes what the first gave out.
 *
 * @throws OAuthError invalid_grant, or unauthorized_client for another callback URL
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3 and https://www.rfc-editor.org/rfc/rfc7636#section-4.6
 */
export async function exchangeCode(
  { database, now }: { database: Database; now: Date },
  { client }: AppClientWithPool,
  { code, redirectUri, verifier }: { code: string; redirectUri: string; verifier: string | undefined },
): Promise<ExchangedCode> {
  const codeHash = hashToken(code);
  const [found] = await database
    .select({ code: authorizationCodes, signIn: signIns, user: users })
    .from(authorizationCodes)
    .innerJoin(signIns, eq(signIns.id, authorizationCodes.signInId))
    .innerJoin(users, eq(users.id, signIns.userId))
    .where(eq(authorizationCodes.codeHash, codeHash));
  if (!found || found.signIn.clientId !== client.id) throw new OAuthError("invalid_grant");
  const used = await database
    .update(authorizationCodes)
    .set({ usedAt: now })
    .where(and(eq(authorizationCodes.codeHash, codeHash), isNull(authorizationCodes.usedAt)))
    .returning({ codeHash: authorizationCodes.codeHash });
  if (used.length === 0) {
    await revokeSignIn(database, found.signIn.id, now);
    throw new OAuthError("invalid_grant");
  }
  const { redirectUri: registered, codeChallenge, nonce, expiresAt } = found.code;
  if (redirectUri !== registered) throw new OAuthError("unauthorized_client");
  if (expiresAt <= now || !found.user.enabled || challengeOf(verifier) !== codeChallenge)
    throw new OAuthError("invalid_grant");
  return { nonce, user: found.user, signIn: found.signIn };
}

/** A verifier without a challenge is refused too: somebody has taken the challenge out of the request. */
function challengeOf(verifier: string | undefined): string | null {
  return verifier === undefined ? null : createHash("sha256").update(verifier).digest("base64url");
}
