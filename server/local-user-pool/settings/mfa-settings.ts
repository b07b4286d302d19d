import { featureUnavailableInTier, invalidParameter } from "../protocol/exceptions.ts";
import type { ValueOf } from "../protocol/shape.ts";
import type { PoolSettings } from "./pool-settings.ts";
import type { MfaConfiguration, mfaConfigShape } from "./pool-shapes.ts";
import { checkSmsConfiguration } from "./sms-settings.ts";

/** Of two labels or more, the last one not all digits. */
const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The settings of SetUserPoolMfaConfig. A factor is enabled where it is there. How and with which text SMS are sent is a
 * setting of the pool.
 */
export type MfaSettings = {
  MfaConfiguration: ValueOf<typeof MfaConfiguration>;
  SmsMfaConfiguration?: Record<string, never>;
  SoftwareTokenMfaConfiguration?: { Enabled?: boolean };
  EmailMfaConfiguration?: { Message?: string; Subject?: string };
  WebAuthnConfiguration?: ValueOf<typeof mfaConfigShape>["WebAuthnConfiguration"];
};

/**
 * Converts the `MfaConfiguration` of CreateUserPool and UpdateUserPool. It can turn MFA on only where a factor is there:
 * SMS, if the pool can send them and verifies phone numbers, or those that SetUserPoolMfaConfig has enabled before. A pool
 * that cannot send SMS any more loses SMS_MFA.
 *
 * @throws UserPoolException InvalidParameterException
 */
export function toMfaSettings(
  settings: PoolSettings,
  MfaConfiguration: MfaSettings["MfaConfiguration"] = "OFF",
  { SmsMfaConfiguration, ...before }: Partial<MfaSettings> = {},
): MfaSettings {
  const keepsSms = SmsMfaConfiguration && settings.SmsConfiguration;
  const mfa: MfaSettings = { ...before, ...(keepsSms && { SmsMfaConfiguration }), MfaConfiguration };
  if (MfaConfiguration === "OFF" || hasMfaFactor(mfa)) return checkFirstFactors(settings, mfa);
  const canSend = settings.SmsConfiguration && settings.AutoVerifiedAttributes?.includes("phone_number");
  if (!canSend) {
    throw invalidParameter(
      "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
    );
  }
  return checkFirstFactors(settings, { ...mfa, SmsMfaConfiguration: {} });
}

/**
 * Converts the input of SetUserPoolMfaConfig, which replaces all that was set before. An omitted MfaConfiguration is OFF.
 *
 * @returns the MFA settings, and those of the pool with the SMS settings of the input.
 * @throws UserPoolException InvalidParameterException, InvalidSmsRoleAccessPolicyException
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
 */
export function setMfaSettings(
  before: PoolSettings,
  input: Omit<ValueOf<typeof mfaConfigShape>, "UserPoolId">,
): { mfa: MfaSettings; settings: PoolSettings } {
  const { SmsMfaConfiguration: sms, SoftwareTokenMfaConfiguration, EmailMfaConfiguration } = input;
  const { WebAuthnConfiguration } = input;
  if (WebAuthnConfiguration) checkWebAuthnConfiguration(before, WebAuthnConfiguration);
  if (sms?.SmsConfiguration) checkSmsConfiguration(sms.SmsConfiguration);
  const mfa: MfaSettings = {
    MfaConfiguration: input.MfaConfiguration ?? "OFF",
    ...(sms && { SmsMfaConfiguration: {} }),
    ...(SoftwareTokenMfaConfiguration && { SoftwareTokenMfaConfiguration }),
    ...(EmailMfaConfiguration && { EmailMfaConfiguration }),
    ...(WebAuthnConfiguration && { WebAuthnConfiguration }),
  };
  const settings: PoolSettings = {
    ...before,
    ...(sms?.SmsConfiguration && { SmsConfiguration: sms.SmsConfiguration }),
    ...(sms?.SmsAuthenticationMessage !== undefined && {
      SmsAuthenticationMessage: sms.SmsAuthenticationMessage,
    }),
  };
  if (mfa.MfaConfiguration === "OFF") {
    if (hasMfaFactor(mfa)) {
      throw invalidParameter(
        "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
      );
    }
    return { mfa, settings };
  }
  if (!hasMfaFactor(mfa)) {
    throw invalidParameter(
      "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
    );
  }
  if (settings.SmsConfiguration && !sms) {
    throw invalidParameter("Can't turn off SMS_MFA when SMS configuration is set for the user pool");
  }
  if (sms && !settings.SmsConfiguration) {
    throw invalidParameter("SMS configuration is required when SMS MFA is enabled");
  }
  return { mfa: checkFirstFactors(settings, mfa), settings };
}

function hasMfaFactor(mfa: Partial<MfaSettings>): boolean {
  return Boolean(
    mfa.SmsMfaConfiguration ?? mfa.EmailMfaConfiguration ?? mfa.SoftwareTokenMfaConfiguration?.Enabled,
  );
}

/**
 * Where a second factor is required, a code by SMS or mail cannot be the first one, and a passkey only if it stands for
 * both.
 */
function checkFirstFactors({ Policies }: PoolSettings, mfa: MfaSettings): MfaSettings {
  const allowed = Policies.SignInPolicy.AllowedFirstAuthFactors;
  if (mfa.MfaConfiguration === "ON" && (allowed.includes("EMAIL_OTP") || allowed.includes("SMS_OTP"))) {
    throw invalidParameter(
      "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled",
    );
  }
  if (mfa.MfaConfiguration === "ON" && allowed.includes("WEB_AUTHN") && !hasMultiFactorPasskeys(mfa)) {
    throw invalidParameter(
      "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor",
    );
  }
  return mfa;
}

/** Whether a passkey that verifies the user stands for both factors. */
export function hasMultiFactorPasskeys({ WebAuthnConfiguration }: MfaSettings): boolean {
  return WebAuthnConfiguration?.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
}

/**
 * A relying party is a domain that can be registered, or `localhost`; here, every domain of two labels or more. AWS
 * consults the public suffix list.
 *
 * @throws UserPoolException InvalidParameterException, FeatureUnavailableInTierException
 */
function checkWebAuthnConfiguration(
  { UserPoolTier }: PoolSettings,
  { RelyingPartyId = "localhost" }: NonNullable<MfaSettings["WebAuthnConfiguration"]>,
): void {
  if (UserPoolTier === "LITE") throw featureUnavailableInTier("Passkeys");
  if (!domain.test(RelyingPartyId) && RelyingPartyId !== "localhost")
    throw invalidParameter("RelyingPartyId must be a domain.");
}

/** The response of GetUserPoolMfaConfig and SetUserPoolMfaConfig. */
export function toMfaConfigType({ settings, mfa }: { settings: PoolSettings; mfa: MfaSettings }) {
  const { SmsConfiguration, SmsAuthenticationMessage } = settings;
  return {
    ...mfa,
    ...(mfa.SmsMfaConfiguration && { SmsMfaConfiguration: { SmsAuthenticationMessage, SmsConfiguration } }),
  };
}
