import { askFor, finishSignIn } from "../sessions/auth-response.ts";
import type { AuthAnswer, SignInStep } from "../sessions/auth-response.ts";
import { askForEmailOtp } from "./email-otp.ts";
import { softwareTokenOf } from "../../mfa/software-tokens.ts";
import type { MfaFactor } from "../../tables/auth-session-state.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { canGetMail } from "../../users/attributes.ts";

/**
 * Asks for a second factor where there has to be one, else signs in. After an e-mailed code as the first factor, another
 * is no second one.
 */
export async function askForMfaOrSignIn(
  step: SignInStep,
  firstFactor: "PASSWORD" | "EMAIL_OTP",
): Promise<AuthAnswer> {
  const { owner, user } = step;
  const configured = await mfaFactorsOf(step.tx, owner.pool, user);
  const choices = configured.filter((choice) => choice !== firstFactor);
  const [first] = choices;
  if (first === undefined) {
    const isMissing = owner.pool.mfa.MfaConfiguration === "ON";
    return isMissing ? await askToSetUpMfa(step) : await finishSignIn(step);
  }
  const preferred = choices.find((choice) => choice === user.preferredMfa);
  if (choices.length === 1 || preferred) return await askForMfa(step, preferred ?? first);
  return await askFor(
    step,
    { waitsFor: "SELECT_MFA_TYPE", choices },
    { USER_ID_FOR_SRP: user.username, MFAS_CAN_CHOOSE: JSON.stringify(choices) },
  );
}

/** Asks for one second factor. */
export async function askForMfa(step: SignInStep, factor: MfaFactor): Promise<AuthAnswer> {
  if (factor === "EMAIL_OTP") return await askForEmailOtp(step, "MFA");
  const token = await softwareTokenOf(step.tx, step.user);
  return await askFor(
    step,
    { waitsFor: "SOFTWARE_TOKEN_MFA" },
    {
      USER_ID_FOR_SRP: step.user.username,
      ...(token?.deviceName && { FRIENDLY_DEVICE_NAME: token.deviceName }),
    },
  );
}

async function askToSetUpMfa(step: SignInStep): Promise<AuthAnswer> {
  return await askFor(
    step,
    { waitsFor: "MFA_SETUP", isVerified: false },
    { USER_ID_FOR_SRP: step.user.username, MFAS_CAN_SETUP: JSON.stringify(["SOFTWARE_TOKEN_MFA"]) },
  );
}

/**
 * The second factors that a user signs in with. Where the pool makes MFA optional, only those that the user switched on
 * count; where it demands MFA, every one that works does.
 */
async function mfaFactorsOf(database: Database, pool: UserPool, user: User): Promise<MfaFactor[]> {
  const { MfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration } = pool.mfa;
  if (MfaConfiguration === "OFF") return [];
  const isDemanded = MfaConfiguration === "ON";
  const factors: MfaFactor[] = [];
  if (SoftwareTokenMfaConfiguration?.Enabled && (isDemanded || user.softwareTokenMfaEnabled)) {
    const token = await softwareTokenOf(database, user);
    if (token && token.secret !== null) factors.push("SOFTWARE_TOKEN_MFA");
  }
  if (EmailMfaConfiguration && canGetMail(user) && (isDemanded || user.emailMfaEnabled)) {
    factors.push("EMAIL_OTP");
  }
  return factors;
}
