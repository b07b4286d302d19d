import { Rejected } from "../../graphql/problem.type.ts";
import { rateLimited } from "../../graphql/rate-limited.ts";
import { countAction } from "../../rate-limit/count-action.ts";
import { formatFamilyToken, newFamily, parseFamilyToken } from "../../sessions/refresh-token-family.ts";
import { endExcessSessions, endSessions, revokeAtPool } from "../../sessions/end-sessions.ts";
import { findSessionOfFamily, startSession } from "../../sessions/sessions.ts";
import type { SessionRow } from "../../sessions/sessions-table.ts";
import type { Authentication, Tokens } from "../../user-pool/verbs/authentication.ts";
import { syncUser } from "../../users/sync-user.ts";
import type { AuthContext } from "../context.ts";
import { confirmDevice, recordDeviceUse, rememberDevice } from "../devices/track-device.ts";
import type { TrustedDevice } from "../devices/trusted-device.ts";
import { issueSession } from "../session/issue-session.ts";
import type { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";
import { SignedIn } from "../session/session.type.ts";
import { verifyIssuedToken } from "../session/verify-issued-token.ts";
import { rememberDevice as markKnown } from "../shared/device-cookie.ts";
import { challengeNotSupported, invalidCredentials } from "../shared/problems.ts";
import { ChallengeRequired } from "./challenge.type.ts";
import { type Progress, startChallenge, unsupportedStep } from "./challenges.ts";

/** What completing a sign-in needs. */
export type SignInContext = Pick<
  AuthContext,
  | "db"
  | "clock"
  | "newId"
  | "userPool"
  | "tokenVerifier"
  | "revocations"
  | "poolProfile"
  | "removeIfGone"
  | "poolTokens"
  | "refreshTokenCookie"
  | "deviceCookie"
  | "deviceKey"
  | "rememberedDeviceCookie"
  | "rememberedDeviceKey"
  | "userAgent"
  | "rateLimiter"
  | "address"
  | "telemetry"
  | "log"
>;

export type SignInProgress = Progress & {
  /** What the pool responded. */
  authentication: Authentication;
  /** The name of the challenge that asked for a second factor, if one was answered. */
  secondFactor?: string | undefined;
  /** The remembered device that stood in place of the second factor. */
  device?: TrustedDevice | undefined;
  /** Whether to remember the device, if a second factor was shown. */
  rememberDevice?: boolean | undefined;
  /** The family of the session to replace, where the browser does not send its cookie. */
  replaces?: string | undefined;
};

/** Continues a sign-in with the pool's response: to a session or to a challenge. */
export async function continueSignIn(
  context: SignInContext,
  { authentication, secondFactor, device, rememberDevice: remember, ...progress }: SignInProgress,
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | ChallengeRequired | Rejected> {
  if (authentication.kind === "tokens")
    return await completeSignIn(
      context,
      {
        ...progress,
        tokens: authentication.tokens,
        secondFactor,
        device,
        rememberDevice: remember,
      },
      delivery,
    );
  const unsupported = unsupportedStep(authentication);
  if (unsupported !== undefined) {
    context.log.error({ step: unsupported }, "the user pool asks for what Cruddur does not support");
    return new Rejected([challengeNotSupported(unsupported)]);
  }
  return new ChallengeRequired(await startChallenge(context, progress, authentication));
}

/**
 * Starts a session with the tokens of a new sign-in, and issues it to the client. A browser has one session:
 * the previous session of its cookie ends.
 *
 * @returns INVALID_CREDENTIALS if the password was changed, or the account deleted, during the sign-in; RATE_LIMITED
 *   after too many sign-ins.
 */
export async function completeSignIn(
  context: SignInContext,
  {
    identifier,
    tokens,
    provedAt,
    secondFactor,
    device,
    rememberDevice: remember = false,
    replaces,
  }: { tokens: Tokens } & Omit<SignInProgress, "authentication">,
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | Rejected> {
  const { clock, userAgent, revocations } = context;
  const { accessToken, refreshToken, profile } = tokens;
  if (refreshToken === undefined) throw new Error("The user pool returned no refresh token for a sign-in.");
  const claims = await verifyIssuedToken(context, accessToken);
  const user = await syncUser(context, claims.sub, profile);
  if (!user || !(await revocations.allowSignIn(claims, provedAt))) {
    await revokeAtPool(context, refreshToken);
    return new Rejected([invalidCredentials()]);
  }
  const wait = await countAction(context, "signIn", user.id);
  if (wait !== undefined) {
    await revokeAtPool(context, refreshToken);
    return new Rejected([rateLimited(wait)]);
  }
  const previous = delivery === "COOKIE" ? await sessionOfCookie(context, replaces) : undefined;
  const family = newFamily();
  const secret = await confirmDevice(context, tokens);
  await startSession(context, clock(), {
    id: claims.originJti,
    userId: user.id,
    refresh: { family, refreshToken },
    userAgent,
    deviceKey: secret?.key ?? device?.secret.key,
    secondFactor,
  });
  const deviceToken =
    remember && secret && secondFactor !== undefined && context.poolProfile().devicesCanBeRemembered
      ? await rememberDevice(context, {
          secret,
          accessToken,
          user,
          identifier,
          username: claims.username,
          delivery,
        })
      : undefined;
  if (device) await recordDeviceUse(context, device);
  const session = issueSession(context, {
    member: { kind: "member", claims, accessToken, userId: user.id },
    user,
    refreshToken: formatFamilyToken({ family, refreshToken }),
    delivery,
    deviceToken,
  });
  if (delivery === "COOKIE") markKnown(context, identifier);
  if (previous) await endSessions(context, [previous]);
  await endExcessSessions(context, user.id);
  return new SignedIn(session);
}

async function sessionOfCookie(
  { db, refreshTokenCookie }: Pick<AuthContext, "db" | "refreshTokenCookie">,
  replaces: string | undefined,
): Promise<SessionRow | undefined> {
  const { family = replaces } = parseFamilyToken(refreshTokenCookie.read() ?? "") ?? {};
  return family === undefined ? undefined : await findSessionOfFamily(db, family);
}
