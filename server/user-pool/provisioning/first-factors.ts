import type { AuthFactorType, WebAuthnConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import { isRecord } from "../../lib/is-record.ts";
import type { InspectedPool, Settings } from "./inspect.ts";
import { type AppClientDefinition, signUpClientName, type UserPoolDefinition } from "./pool-definition.ts";
import { ProvisioningError } from "./provisioning-error.ts";

/** What a sign-in may begin with besides a password. */
export type FirstFactorOptions = {
  /** The domain that passkeys belong to: that of the web client, or one above it. Undefined: no passkeys. */
  relyingPartyId: string | undefined;
  /** Whether mails with codes are sent; a pool without a sender of its own has 50 mails a day. */
  mailsCodes: boolean;
  /** Whether a sign-up needs no password where codes are mailed. */
  signsUpWithoutPassword: boolean;
};

/**
 * The definition with passkeys and mailed codes as first factors. A passkey requires the device to verify its owner, so that
 * it stands for both factors.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
export function withFirstFactors(
  definition: UserPoolDefinition,
  { relyingPartyId, mailsCodes, signsUpWithoutPassword }: FirstFactorOptions,
): UserPoolDefinition {
  const { pool, mfa, clients } = definition;
  const passkeys = relyingPartyId === undefined ? undefined : toPasskeySettings(relyingPartyId);
  const factors: AuthFactorType[] = [
    "PASSWORD",
    ...(mailsCodes ? (["EMAIL_OTP"] as const) : []),
    ...(passkeys ? (["WEB_AUTHN"] as const) : []),
  ];
  return {
    ...definition,
    pool: {
      ...pool,
      Policies: { ...pool.Policies, SignInPolicy: { AllowedFirstAuthFactors: factors } },
    },
    mfa: { ...mfa, ...(passkeys && { WebAuthnConfiguration: passkeys }) },
    clients: signsUpWithoutPassword ? clients.map(withUserAuth) : clients,
  };
}

/**
 * Cognito takes a sign-up without a password by an app client with ALLOW_USER_AUTH alone. Then somebody who knows the secret of
 * the sign-up client could get tokens of it, which may change attributes; without a reason it has no such flow.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 */
function withUserAuth(client: AppClientDefinition): AppClientDefinition {
  if (client.ClientName !== signUpClientName) return client;
  return { ...client, ExplicitAuthFlows: [...(client.ExplicitAuthFlows ?? []), "ALLOW_USER_AUTH"] };
}

/** Of a pool whose passkeys belong to this domain. */
export function toPasskeySettings(RelyingPartyId: string): WebAuthnConfigurationType {
  return {
    RelyingPartyId,
    UserVerification: "required",
    FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
  };
}

type FittedFactors = Pick<UserPoolDefinition["mfa"], "WebAuthnConfiguration"> & {
  SignInPolicy: { AllowedFirstAuthFactors: AuthFactorType[] };
};

/**
 * The first factors for a pool that exists: those that it allows, and of the definition's those that Cognito accepts in it.
 * What passkeys are is taken over, unless a required second factor needs them to stand for both.
 */
export function fitFirstFactors({ pool, mfa }: UserPoolDefinition, present: InspectedPool): FittedFactors {
  const allowed = allowedFactors(present.settings);
  const mailsCodes = mailsOfItsOwn(present.settings);
  const wanted = new Set<string>([
    ...(pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"]),
    ...(mailsCodes ? ["EMAIL_OTP"] : []),
  ]);
  const added = [...wanted].filter((factor) => !allowed.includes(factor) && !whyExcluded(factor, present));
  return {
    SignInPolicy: { AllowedFirstAuthFactors: asFactors([...allowed, ...added]) },
    WebAuthnConfiguration: isLite(present) ? undefined : fitPasskeys(mfa.WebAuthnConfiguration, present.mfa),
  };
}

function fitPasskeys(
  wanted: WebAuthnConfigurationType | undefined,
  { WebAuthnConfiguration: configured, MfaConfiguration }: Settings,
): WebAuthnConfigurationType | undefined {
  const present: Settings = isRecord(configured) ? configured : {};
  const RelyingPartyId = wanted?.RelyingPartyId ?? present["RelyingPartyId"];
  if (typeof RelyingPartyId !== "string") return undefined;
  const settings = toPasskeySettings(RelyingPartyId);
  return MfaConfiguration === "ON" ? settings : { ...settings, ...present, RelyingPartyId };
}

/**
 * Refuses what `--only` names and Cognito, or the lack of an option, excludes: before AWS refuses it in other words, or an
 * unchanged pool looks like a changed one.
 *
 * @throws ProvisioningError EXCLUDED_SETTING
 */
export function refuseExcludedFactors(
  only: readonly string[],
  { mfa }: UserPoolDefinition,
  present: InspectedPool,
): void {
  const names = (address: string): boolean =>
    only.some((each) => each === address || each.startsWith(`${address}.`));
  const namesPasskeys = names("WebAuthnConfiguration");
  if (!namesPasskeys && !names("Policies.SignInPolicy")) return;
  if (isLite(present))
    throw new ProvisioningError(
      "EXCLUDED_SETTING",
      "A pool of the tier LITE has no other first factor than the password. Change UserPoolTier to ESSENTIALS first: --only UserPoolTier.",
    );
  if (namesPasskeys && !mfa.WebAuthnConfiguration)
    throw new ProvisioningError(
      "EXCLUDED_SETTING",
      "WebAuthnConfiguration needs the domain that passkeys belong to: add --relying-party-id, or set COGNITO_RELYING_PARTY_ID. It is the web client's domain or one above it, and cannot be changed without losing all passkeys.",
    );
  const excluded = mailsOfItsOwn(present.settings) ? whyExcluded("EMAIL_OTP", present) : undefined;
  if (!namesPasskeys && excluded !== undefined && !mfa.WebAuthnConfiguration)
    throw new ProvisioningError("EXCLUDED_SETTING", excluded);
}

/**
 * Why Cognito refuses a first factor in a pool; undefined if it does not.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
 */
function whyExcluded(factor: string, present: InspectedPool): string | undefined {
  if (factor === "PASSWORD") return undefined;
  if (isLite(present)) return `${factor} needs the tier ESSENTIALS or PLUS.`;
  const isCode = factor === "EMAIL_OTP" || factor === "SMS_OTP";
  if (isCode && present.mfa["MfaConfiguration"] === "ON")
    return `${factor} cannot be a first factor where a second one is required (MfaConfiguration ON): Cognito allows only passwords and passkeys there.`;
  return undefined;
}

/** The first factors that a pool allows. */
export function allowedFactors(settings: Settings): string[] {
  const policies = settings["Policies"];
  const policy = isRecord(policies) ? policies["SignInPolicy"] : undefined;
  const allowed: unknown = isRecord(policy) ? policy["AllowedFirstAuthFactors"] : undefined;
  return Array.isArray(allowed) ? allowed.map(String) : ["PASSWORD"];
}

/** Whether the pool's mail has a sender of its own. */
function mailsOfItsOwn({ EmailConfiguration: mail, LambdaConfig: triggers }: Settings): boolean {
  return (
    (isRecord(mail) && mail["EmailSendingAccount"] === "DEVELOPER") ||
    (isRecord(triggers) && triggers["CustomEmailSender"] !== undefined)
  );
}

function isLite({ settings }: InspectedPool): boolean {
  return settings["UserPoolTier"] === "LITE";
}

/** As the SDK's type. A factor that this version of the SDK does not know is kept. */
function asFactors(names: string[]): AuthFactorType[] {
  return names.filter((name): name is AuthFactorType => name !== "");
}
