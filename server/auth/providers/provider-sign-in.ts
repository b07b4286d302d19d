import { GraphQLError } from "graphql";
import { Rejected } from "../../graphql/problem.type.ts";
import { revokeAtPool } from "../../sessions/end-sessions.ts";
import { parseFamilyToken } from "../../sessions/refresh-token-family.ts";
import { OAuthSignInError } from "../../user-pool/oauth/oauth-error.ts";
import type { ProviderSignIn } from "../../user-pool/oauth/pool-oauth.ts";
import { isInconclusive, PoolCallsExceededError } from "../../user-pool/user-pool-error.ts";
import { findUserBySub } from "../../users/find-user-by-sub.ts";
import type { AuthContext } from "../context.ts";
import { completeSignIn } from "../sign-in/complete-sign-in.ts";
import { findOwnerOfAddress } from "./find-owner.ts";
import { pendingLinks, type WaitingSignIn, waitingSignIns } from "./provider-cookies.ts";
import { type ProviderProblem, toReturnPath } from "./provider-paths.ts";

/** Where a step of a sign-in by a provider leads. */
export type ProviderStep =
  /** To the pool, or to a page of ours. */
  | { kind: "go"; url: string }
  | { kind: "problem"; problem: ProviderProblem; provider?: string; returnTo?: string };

/** What a link to the start may have besides the provider. */
export type StartParameters = { returnTo: string; links: boolean };

const problem = (
  code: ProviderProblem,
  from: Partial<Pick<WaitingSignIn, "provider" | "returnTo">> = {},
): ProviderStep => ({
  kind: "problem",
  problem: code,
  ...(from.provider !== undefined && { provider: from.provider }),
  ...(from.returnTo !== undefined && { returnTo: from.returnTo }),
});

/** Sends a browser to the pool, which leads it on to a provider. */
export async function startProviderSignIn(
  context: AuthContext,
  provider: string,
  redirectUri: string,
  { returnTo: asked, links }: StartParameters,
): Promise<ProviderStep> {
  const returnTo = toReturnPath(asked);
  if (returnTo === undefined) return problem("INVALID_REQUEST");
  if (!context.poolProfile().identityProviders.includes(provider))
    return problem("PROVIDER_NOT_AVAILABLE", { returnTo });
  const checks = await context.poolOAuth.newChecks();
  const url = await context.poolOAuth.toAuthorizeUrl(provider, redirectUri, checks);
  if (url === undefined) return problem("PROVIDER_NOT_AVAILABLE", { returnTo });
  // The browser does not send the cookie of its session when a page of the pool leads it back.
  const replaces = parseFamilyToken(context.refreshTokenCookie.read() ?? "")?.family;
  waitingSignIns.write(context.providerSignInCookie, context.providerKey, context.clock(), {
    provider,
    returnTo,
    links,
    ...checks,
    ...(replaces !== undefined && { replaces }),
  });
  return { kind: "go", url };
}

/**
 * Takes a browser back from the pool: to a session, or to the proof of the account that has the address. What a state leads
 * to counts once, and in the browser that began it alone.
 *
 * @param returned the address to which it returned, with parameters that each occur once.
 */
export async function finishProviderSignIn(context: AuthContext, returned: URL): Promise<ProviderStep> {
  const { providerSignInCookie: cookie, providerKey, clock, poolOAuth } = context;
  const waiting = waitingSignIns.read(cookie, providerKey, clock());
  if (waiting?.state !== returned.searchParams.get("state")) return problem("SIGN_IN_EXPIRED");
  cookie.clear();
  const provedAt = clock();
  if (!context.poolProfile().identityProviders.includes(waiting.provider))
    return problem("PROVIDER_NOT_AVAILABLE", waiting);
  try {
    const signIn = await poolOAuth.exchange(returned, waiting);
    return await continueWith(context, waiting, signIn, provedAt);
  } catch (error) {
    const code = toProviderProblem(error);
    if (code === undefined) throw error;
    const cause: unknown = error instanceof OAuthSignInError ? error.cause : error;
    const log = { code, reason: cause instanceof Error ? cause.name : undefined };
    if (code === "AUTH_UNAVAILABLE" || code === "PROVIDER_FAILED")
      context.log.warn(log, "sign-in by a provider failed");
    return problem(code, waiting);
  }
}

async function continueWith(
  context: AuthContext,
  waiting: WaitingSignIn,
  { tokens, identities }: ProviderSignIn,
  provedAt: Date,
): Promise<ProviderStep> {
  const { profile, refreshToken = "" } = tokens;
  const identity = identities.find(({ providerName }) => providerName === waiting.provider);
  const give = async (code: ProviderProblem): Promise<ProviderStep> => {
    await revokeAtPool(context, refreshToken);
    return problem(code, waiting);
  };
  if (!identity) return await give("PROVIDER_FAILED");
  const known = await findUserBySub(context.db, profile.sub);
  if (!known && profile.isFederated) {
    const ownerSub = await findOwnerOfAddress(context, profile);
    if (ownerSub !== undefined) {
      pendingLinks.write(context.accountLinkCookie, context.providerKey, context.clock(), {
        provider: waiting.provider,
        subject: identity.userId,
        username: profile.username ?? "",
        federatedSub: profile.sub,
        ownerSub,
      });
      return await give("ACCOUNT_LINK_REQUIRED");
    }
  }
  if (waiting.links) return await give(known ? "PROVIDER_IN_USE" : "PROVIDER_ADDRESS_DIFFERS");
  const result = await completeSignIn(
    context,
    {
      identifier: profile.username ?? profile.sub,
      tokens,
      provedAt,
      replaces: waiting.replaces,
    },
    "COOKIE",
  );
  if (!(result instanceof Rejected)) return { kind: "go", url: waiting.returnTo };
  const [{ code } = { code: undefined }] = result.problems;
  return problem(code === "RATE_LIMITED" ? code : "INVALID_CREDENTIALS", waiting);
}

/** Undefined for an error that nobody expected. */
function toProviderProblem(error: unknown): ProviderProblem | undefined {
  if (error instanceof OAuthSignInError) return problemOf[error.failure];
  if (error instanceof PoolCallsExceededError) return "RATE_LIMITED";
  if (isInconclusive(error)) return "AUTH_UNAVAILABLE";
  const isUnavailable = error instanceof GraphQLError && error.extensions["code"] === "AUTH_UNAVAILABLE";
  return isUnavailable ? "AUTH_UNAVAILABLE" : undefined;
}

const problemOf = {
  DECLINED: "PROVIDER_DECLINED",
  REFUSED_BY_POOL: "REFUSED_BY_POOL",
  EXPIRED: "SIGN_IN_EXPIRED",
  FAILED: "PROVIDER_FAILED",
  UNAVAILABLE: "AUTH_UNAVAILABLE",
} as const satisfies Record<OAuthSignInError["failure"], ProviderProblem>;
