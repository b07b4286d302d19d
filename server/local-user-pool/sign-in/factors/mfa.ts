import { findSoftwareToken } from "../../mfa/software-tokens.ts";
import type { MfaFactor } from "../../tables/auth-session-state.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { hasVerifiedEmail } from "../../users/attributes.ts";
import { completeSignIn, issueChallenge } from "../sessions/auth-response.ts";
import type { AuthResponse, SignInTransaction } from "../sessions/auth-response.ts";
import { issueEmailOtpChallenge } from "./email-otp.ts";

/**
 * Issues a challenge for a second factor where one is required, otherwise tokens. After EMAIL_OTP as the first
 * factor, it does not count as a second one.
 */
export async function issueMfaChallengeOrTokens(
  signIn: SignInTransaction,
  firstFactor: "PASSWORD" | "EMAIL_OTP",
): Promise<AuthResponse> {
  const { app, user } = signIn;
  const configured = await findMfaFactors(signIn.tx, app.pool, user);
  const choices = configured.filter((choice) => choice !== firstFactor);
  const [first] = choices;
  if (first === undefined) {
    const isMissing = app.pool.mfa.MfaConfiguration === "ON";
    return isMissing ? await issueMfaSetupChallenge(signIn) : await completeSignIn(signIn);
  }
  const preferred = choices.find((choice) => choice === user.preferredMfa);
  if (choices.length === 1 || preferred) return await issueMfaChallenge(signIn, preferred ?? first);
  return await issueChallenge(
    signIn,
    { waitsFor: "SELECT_MFA_TYPE", choices },
    { USER_ID_FOR_SRP: user.username, MFAS_CAN_CHOOSE: JSON.stringify(choices) },
  );
}

/** Issues the challenge for one second factor. */
export async function issueMfaChallenge(signIn: SignInTransaction, factor: MfaFactor): Promise<AuthResponse> {
  if (factor === "EMAIL_OTP") return await issueEmailOtpChallenge(signIn, "MFA");
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

async function issueMfaSetupChallenge(signIn: SignInTransaction): Promise<AuthResponse> {
  return await issueChallenge(
    signIn,
    { waitsFor: "MFA_SETUP", isVerified: false },
    { USER_ID_FOR_SRP: signIn.user.username, MFAS_CAN_SETUP: JSON.stringify(["SOFTWARE_TOKEN_MFA"]) },
  );
}

/**
 * Finds the second factors that a user can sign in with. If the pool's MFA is optional, these are the ones that the
 * user has enabled; if it is required, all that the user has.
 */
async function findMfaFactors(database: Database, pool: UserPool, user: User): Promise<MfaFactor[]> {
  const { MfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration } = pool.mfa;
  if (MfaConfiguration === "OFF") return [];
  const isRequired = MfaConfiguration === "ON";
  const factors: MfaFactor[] = [];
  if (SoftwareTokenMfaConfiguration?.Enabled && (isRequired || user.softwareTokenMfaEnabled)) {
    const token = await findSoftwareToken(database, user);
    if (token && token.secret !== null) factors.push("SOFTWARE_TOKEN_MFA");
  }
  if (EmailMfaConfiguration && hasVerifiedEmail(user) && (isRequired || user.emailMfaEnabled)) {
    factors.push("EMAIL_OTP");
  }
  return factors;
}
