import { randomBytes } from "node:crypto";
import { Rejected } from "../../graphql/problem.type.ts";
import { rateLimited } from "../../graphql/rate-limited.ts";
import { networksOf } from "../../rate-limit/network-of.ts";
import { nobody } from "../../user-pool/nobody.ts";
import type { FirstFactor, PasskeySettings, PoolProfile } from "../../user-pool/profile/pool-profile.ts";
import { isOfExistingAccount, isRefusal, UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { PoolChallenge } from "../../user-pool/verbs/authentication.ts";
import type { PasswordlessFactor } from "../../user-pool/verbs/sign-in.ts";
import type { AuthContext } from "../context.ts";
import type { WebAuthnJson } from "../passkeys/web-authn-json.scalars.ts";
import { type AttemptContext, countAttempt } from "../shared/attempts.ts";
import { toFirstFactorDelivery } from "../shared/code-delivery.ts";
import { deviceOf } from "../shared/device-cookie.ts";
import type { Identifier } from "../shared/identifier.ts";
import { factorNotAvailable, toRejected } from "../shared/problems.ts";
import { ChallengeRequired } from "./challenge.type.ts";
import { challengeLifetimeMs, type NewChallenge, storeChallenge } from "./challenges.ts";

export type FirstFactorContext = Pick<AuthContext, "db" | "userPool" | "poolProfile"> & AttemptContext;

/** The input field that names a first factor. */
type FactorField = "preferred" | "selectedFactor";

/**
 * Leads a sign-in without a password to the choice of a first factor. The pool is not asked.
 *
 * @param availableFactors the pool's, unless the account is known.
 */
export async function offerFirstFactors(
  context: FirstFactorContext,
  identifier: Identifier,
  availableFactors = context.poolProfile().firstFactors,
): Promise<ChallengeRequired | Rejected> {
  return await store(context, identifier, {
    name: "SELECT_CHALLENGE",
    username: identifier.value,
    poolSession: "",
    availableFactors,
  });
}

/**
 * Leads a sign-in to the challenge of a first factor. An account that does not exist, or does not have the factor, gets one
 * that looks the same, and whose answers are refused. Only a browser that has signed in to the account before is told.
 */
export async function startFirstFactor(
  context: FirstFactorContext,
  identifier: Identifier,
  factor: FirstFactor,
  field: FactorField,
): Promise<ChallengeRequired | Rejected> {
  const profile = context.poolProfile();
  if (!profile.firstFactors.includes(factor)) return new Rejected([factorNotAvailable(field)]);
  if (factor === "PASSWORD")
    return await store(context, identifier, { name: factor, username: identifier.value, poolSession: "" });
  const tooMany = factor === "WEB_AUTHN" ? undefined : await countAttempt(context, "mail", identifier.key);
  if (tooMany) return tooMany;
  const isKnownBrowser = deviceOf(context, identifier.key) !== undefined;
  try {
    const username = await context.userPool.spellingOf({ username: identifier.value });
    const { session, challenge } = await startAtPool(context, username, factor);
    if (!challenge && isKnownBrowser) return new Rejected([factorNotAvailable(field)]);
    return await store(context, identifier, {
      name: factor,
      username: challenge?.username ?? username,
      poolSession: session,
      ...toParameters(profile, factor, identifier, challenge, isKnownBrowser),
    });
  } catch (error) {
    return toRejected(error);
  }
}

/** What the client gets of the challenge. */
function toParameters(
  profile: PoolProfile,
  factor: PasswordlessFactor,
  identifier: Identifier,
  challenge: PoolChallenge | undefined,
  isKnownBrowser: boolean,
): Partial<NewChallenge> {
  if (factor === "WEB_AUTHN")
    return { webAuthnRequest: toRequest(profile, challenge?.requestOptions, isKnownBrowser) };
  if (factor === "CUSTOM_CHALLENGE") return { customParameters: challenge?.customParameters ?? [] };
  return { codeDelivery: toFirstFactorDelivery(factor, identifier) };
}

/**
 * Starts the factor at the pool.
 *
 * @returns the challenge, if the pool sends the factor's, and a session to answer with in any case: an answer calls the pool
 *   whether or not it can be right, so that its duration does not tell.
 */
async function startAtPool(
  { userPool }: Pick<AuthContext, "userPool">,
  username: string,
  factor: PasswordlessFactor,
): Promise<{ session: string; challenge: PoolChallenge | undefined }> {
  try {
    const started = await userPool.startFirstFactor({ username, factor });
    if (started.kind === "tokens") throw new Error("The user pool issued tokens without a first factor.");
    const session = started.session || nobody();
    return { session, challenge: started.name === factor ? started : undefined };
  } catch (error) {
    if (!isOfAccount(error)) throw error;
    return { session: nobody(), challenge: undefined };
  }
}

/** Whether the pool refuses for a reason that reveals something about the account. */
function isOfAccount(error: unknown): boolean {
  const isReset = error instanceof UserPoolError && error.code === "PASSWORD_RESET_REQUIRED";
  return isReset || isRefusal(error) || isOfExistingAccount(error);
}

/** As long as Cognito's own. */
const challengeBytes = 16;

/**
 * What a browser takes to ask for a passkey. A browser that is not known gets no list of the account's credentials: it would
 * tell whether there is an account, and how many passkeys it has. Cognito's passkeys are discoverable, so that the browser
 * finds them without it.
 *
 * @see https://www.w3.org/TR/webauthn-3/#sctn-username-enumeration
 */
function toRequest(
  { passkeys }: Pick<PoolProfile, "passkeys">,
  options: WebAuthnJson | undefined,
  isKnownBrowser: boolean,
): WebAuthnJson {
  const own: Partial<PasskeySettings> = passkeys ?? {};
  return {
    challenge: options?.["challenge"] ?? randomBytes(challengeBytes).toString("base64url"),
    timeout: challengeLifetimeMs,
    rpId: options?.["rpId"] ?? own.relyingPartyId,
    allowCredentials: (isKnownBrowser && options?.["allowCredentials"]) || [],
    // The pool requires it of accounts with a second factor alone, which would tell them from others.
    userVerification: own.userVerification,
  };
}

/** Stores the challenge. Each is a row, so that a network may have as many as people need. */
async function store(
  context: FirstFactorContext,
  { key: identifier }: Identifier,
  challenge: NewChallenge,
): Promise<ChallengeRequired | Rejected> {
  const networks = networksOf(context.address);
  const wait = await context.rateLimiter.consumeByNetwork("challengeByAddress", networks);
  if (wait !== undefined) return new Rejected([rateLimited(wait)]);
  const progress = { identifier, provedAt: context.clock(), provedFactor: "NONE" } as const;
  return new ChallengeRequired(await storeChallenge(context, progress, challenge));
}
