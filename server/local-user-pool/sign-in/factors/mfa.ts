import { replacesSecondFactor } from "../../devices/device-tracking.ts";
import type { ProvableDevice } from "../../devices/device-tracking.ts";
import { findSoftwareToken } from "../../mfa/software-tokens.ts";
import { hasMultiFactorPasskeys } from "../../settings/mfa-settings.ts";
import type { MfaFactor, OneTimeCodeChallenge } from "../../tables/auth-session-state.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { hasVerified } from "../../users/attributes.ts";
import { completeSignIn, issueChallenge } from "../sessions/auth-response.ts";
import type { AuthResponse, ChallengeTransaction, SignInTransaction } from "../sessions/auth-response.ts";
import { issueOneTimeCodeChallenge } from "./one-time-codes.ts";

/**
 * A first factor that has been verified. CONFIRMATION_CODE is the code of ConfirmSignUp, WEB_AUTHN_MFA a passkey that
 * stands for both factors.
 */
export type VerifiedFirstFactor =
  "PASSWORD" | OneTimeCodeChallenge | "CONFIRMATION_CODE" | "WEB_AUTHN" | "WEB_AUTHN_MFA";

/**
 * Issues a challenge for a second factor where one is required, otherwise tokens. A remembered device takes the place of
 * a second factor that the user has. A code by mail or SMS as the first factor
 * rules out another code by the same way as the second.
 */
export async function issueMfaChallengeOrTokens(
  signIn: SignInTransaction,
  firstFactor: VerifiedFirstFactor,
): Promise<AuthResponse> {
  if (firstFactor === "WEB_AUTHN_MFA") return await completeSignIn(signIn);
  const { app, user } = signIn;
  const configured = await findMfaFactors(signIn.tx, app.pool, user);
  const ruledOut = firstFactor === "SMS_OTP" ? "SMS_MFA" : firstFactor;
  const choices = configured.filter((choice) => choice !== ruledOut);
  const [first] = choices;
  if (first === undefined) {
    const isMissing = app.pool.mfa.MfaConfiguration === "ON";
    return isMissing ? await issueMfaSetupChallenge(signIn) : await completeSignIn(signIn);
  }
  if (replacesSecondFactor(app.pool, signIn.device)) return await issueDeviceChallenge(signIn, signIn.device);
  const preferred = choices.find((choice) => choice === user.preferredMfa);
  if (choices.length === 1 || preferred) return await issueMfaChallenge(signIn, preferred ?? first);
  return await issueChallenge(
    signIn,
    { waitsFor: "SELECT_MFA_TYPE", choices },
    { USER_ID_FOR_SRP: user.username, MFAS_CAN_CHOOSE: JSON.stringify(choices) },
  );
}

/** Issues the challenge for one second factor. */
export async function issueMfaChallenge(
  signIn: ChallengeTransaction,
  factor: MfaFactor,
): Promise<AuthResponse> {
  if (factor !== "SOFTWARE_TOKEN_MFA") return await issueOneTimeCodeChallenge(signIn, factor, "MFA");
  const token = await findSoftwareToken(signIn.tx, signIn.user);
  return await issueChallenge(
    signIn,
    { waitsFor: "SOFTWARE_TOKEN_MFA" },
    {
      USER_ID_FOR_SRP: signIn.user.username,
      ...(token?.deviceName && { FRIENDLY_DEVICE_NAME: token.deviceName }),
    },
  );
}

/** Issues the challenge in which a remembered device proves itself in place of the second factor. */
async function issueDeviceChallenge(
  signIn: SignInTransaction,
  device: ProvableDevice,
): Promise<AuthResponse> {
  return await issueChallenge(
    signIn,
    { waitsFor: "DEVICE_SRP_AUTH", deviceKey: device.key },
    { USER_ID_FOR_SRP: signIn.user.username, DEVICE_KEY: device.key },
  );
}

/**
 * Names the factors of the pool. An authenticator app is set up within the sign-in; for a code by SMS or mail the user
 * needs an address, and then starts again.
 */
async function issueMfaSetupChallenge(signIn: SignInTransaction): Promise<AuthResponse> {
  const { app, user } = signIn;
  return await issueChallenge(
    signIn,
    { waitsFor: "MFA_SETUP", isVerified: false },
    { USER_ID_FOR_SRP: user.username, MFAS_CAN_SETUP: JSON.stringify(enabledMfaFactors(app.pool)) },
  );
}

/** The second factors that the pool has enabled. */
function enabledMfaFactors({ mfa }: UserPool): MfaFactor[] {
  return [
    ...(mfa.SmsMfaConfiguration ? (["SMS_MFA"] as const) : []),
    ...(mfa.SoftwareTokenMfaConfiguration?.Enabled ? (["SOFTWARE_TOKEN_MFA"] as const) : []),
    ...(mfa.EmailMfaConfiguration ? (["EMAIL_OTP"] as const) : []),
  ];
}

/**
 * Finds the second factors that a user can sign in with. If the pool's MFA is optional, these are the ones that the
 * user has enabled; if it is required, all that the user has. A phone number need not be verified: the first code that
 * comes back verifies it.
 */
async function findMfaFactors(database: Database, pool: UserPool, user: User): Promise<MfaFactor[]> {
  const { MfaConfiguration } = pool.mfa;
  if (MfaConfiguration === "OFF") return [];
  const isUsed = {
    SMS_MFA: user.smsMfaEnabled,
    SOFTWARE_TOKEN_MFA: user.softwareTokenMfaEnabled,
    EMAIL_OTP: user.emailMfaEnabled,
  };
  const enabled = enabledMfaFactors(pool).filter((factor) => MfaConfiguration === "ON" || isUsed[factor]);
  const token = enabled.includes("SOFTWARE_TOKEN_MFA") ? await findSoftwareToken(database, user) : undefined;
  const has = {
    SMS_MFA: Boolean(user.attributes["phone_number"]),
    SOFTWARE_TOKEN_MFA: token !== undefined && token.secret !== null,
    EMAIL_OTP: hasVerified(user, "email"),
  };
  return enabled.filter((factor) => has[factor]);
}

/**
 * How a user can sign in with a passkey: as a single factor; where a second one is required, as both factors; or, if the
 * pool or the user does not have that, not at all. After a password, a passkey is no second factor.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnMfaSettingsType.html
 */
export async function findPasskeyFactor(
  database: Database,
  pool: UserPool,
  user: User,
): Promise<"SINGLE_FACTOR" | "MULTI_FACTOR" | undefined> {
  const isRequired = pool.mfa.MfaConfiguration === "ON";
  const needsSecond = isRequired || (await findMfaFactors(database, pool, user)).length > 0;
  if (!needsSecond) return "SINGLE_FACTOR";
  const isEnabled = hasMultiFactorPasskeys(pool.mfa) && (isRequired || user.webAuthnMfaEnabled);
  return isEnabled ? "MULTI_FACTOR" : undefined;
}
