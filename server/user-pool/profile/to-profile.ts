import type { UserPoolClientType, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { passwordPolicy } from "../provisioning/pool-definition.ts";
import { notInPool, toAttributeMapping } from "./attribute-mapping.ts";
import type { ConfiguredProfile } from "./configured-profile.ts";
import { findUnwritable } from "./missing-attributes.ts";
import {
  type AttributeDefinition,
  type CharacterClass,
  type ContactAttribute,
  type FirstFactor,
  firstFactors,
  type IdentifierKind,
  type PasskeySettings,
  type PasswordPolicy,
  type PoolProfile,
  type SecondFactor,
} from "./pool-profile.ts";
import type { PoolSettings } from "./read-settings.ts";

/**
 * The profile of a pool: from its settings; where they could not be read, from the environment; and where that says nothing,
 * as of the pool that `npm run provision` makes.
 */
export function toPoolProfile(settings: PoolSettings, configured: ConfiguredProfile): PoolProfile {
  const { pool, client, signUpClient } = settings;
  const mfa = settings.mfa?.MfaConfiguration ?? pool?.MfaConfiguration ?? configured.mfa ?? "OPTIONAL";
  const passkeys = toPasskeySettings(settings, configured);
  const allowsUserAuth = !client || allowsFlow(client, "USER_AUTH");
  const attributes = pool ? toAttributes(pool) : assumedAttributes(configured);
  const writableAttributes = signUpClient?.WriteAttributes;
  const handleIsAlias = pool?.AliasAttributes?.includes("preferred_username") === true;
  const identifiers = toIdentifiers(pool, configured);
  const verifiedAttributes = contactsOf(pool?.AutoVerifiedAttributes ?? (pool ? [] : ["email"]));
  return {
    ...identifiers,
    isCaseSensitive: pool ? pool.UsernameConfiguration?.CaseSensitive !== false : false,
    signUpIsOpen:
      (pool
        ? pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true
        : (configured.signUpIsOpen ?? true)) &&
      findUnwritable({ attributes, ...identifiers, verifiedAttributes, writableAttributes }).length === 0,
    attributes,
    signUpAttributes: attributes.filter(
      ({ name, isRequired }) =>
        !ownFields.has(name) && (isRequired || configured.signUpAttributes?.includes(name)),
    ),
    writableAttributes,
    attributeMapping: toAttributeMapping({ attributes, writableAttributes, handleIsAlias }, configured),
    verifiedAttributes,
    verifiedBeforeUpdate: contactsOf(
      pool?.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? (pool ? [] : ["email"]),
    ),
    recoversBy: pool ? toRecovery(pool) : ["email"],
    passwordPolicy: toPasswordPolicy(pool, configured),
    passwordFlow: client ? toPasswordFlow(client) : "USER_PASSWORD_AUTH",
    signsInAfterConfirmation: allowsUserAuth,
    firstFactors: toFirstFactors(settings, configured, allowsUserAuth).filter(
      (factor) => factor !== "WEB_AUTHN" || passkeys !== undefined,
    ),
    passkeys,
    passwordIsRequired: !takesSignUpsWithoutPassword({ pool, signUpClient }, verifiedAttributes, configured),
    mfa,
    secondFactors: mfa === "OFF" ? [] : toSecondFactors(settings, configured),
    devicesCanBeRemembered: mfa !== "OFF" && remembersDevices(pool, configured),
    identityProviders:
      client?.SupportedIdentityProviders?.filter((name) => name !== "COGNITO") ??
      configured.identityProviders ??
      [],
    domain: configured.domain ?? (pool && toDomain(pool)),
  };
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html */
function toDomain({ CustomDomain, Domain, Id = "" }: UserPoolType): string | undefined {
  if (CustomDomain) return `https://${CustomDomain}`;
  return Domain ? `https://${Domain}.auth.${Id.split("_")[0]}.amazoncognito.com` : undefined;
}

function remembersDevices(pool: UserPoolType | undefined, configured: ConfiguredProfile): boolean {
  if (!pool) return configured.remembersDevices ?? false;
  return pool.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true;
}

/** A sign-up has fields of its own for these, or nobody but the pool sets them. */
const ownFields = new Set([
  "email",
  "email_verified",
  "phone_number",
  "phone_number_verified",
  "name",
  "preferred_username",
]);

/** The profile of a pool whose settings have not been read. */
export function assumedProfile(configured: ConfiguredProfile): PoolProfile {
  const nothing = { pool: undefined, mfa: undefined, client: undefined, signUpClient: undefined };
  return toPoolProfile(nothing, configured);
}

type Identifiers = Pick<PoolProfile, "identifiers" | "usernameAttributes">;

const kindOf: Record<ContactAttribute, IdentifierKind> = { email: "EMAIL", phone_number: "PHONE_NUMBER" };

/**
 * A pool with UsernameAttributes takes these alone. Others have a username, and AliasAttributes besides.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
function toIdentifiers(pool: UserPoolType | undefined, configured: ConfiguredProfile): Identifiers {
  if (!pool) {
    const identifiers = configured.identifiers ?? ["EMAIL"];
    const hasUsername = identifiers.includes("USERNAME");
    const contacts = (["email", "phone_number"] as const).filter((name) =>
      identifiers.includes(kindOf[name]),
    );
    return { identifiers, usernameAttributes: hasUsername ? [] : contacts };
  }
  const usernameAttributes = contactsOf(pool.UsernameAttributes);
  if (usernameAttributes.length > 0)
    return { identifiers: usernameAttributes.map((name) => kindOf[name]), usernameAttributes };
  const aliases = contactsOf(pool.AliasAttributes).map((name) => kindOf[name]);
  return { identifiers: ["USERNAME", ...aliases], usernameAttributes };
}

function contactsOf(names: readonly string[] | undefined): ContactAttribute[] {
  return (["email", "phone_number"] as const).filter((name) => names?.includes(name));
}

function toAttributes({ SchemaAttributes = [] }: UserPoolType): AttributeDefinition[] {
  return SchemaAttributes.flatMap(
    ({ Name, AttributeDataType = "String", Required, Mutable, StringAttributeConstraints }) => {
      if (Name === undefined || Name === "sub") return [];
      const longest = StringAttributeConstraints?.MaxLength;
      return [
        {
          name: Name,
          type: AttributeDataType,
          isRequired: Required === true,
          isMutable: Mutable !== false,
          maximumLength: longest === undefined ? undefined : Number(longest),
        },
      ];
    },
  );
}

const standardNames = ["name", "given_name", "family_name", "preferred_username"];

function assumedAttributes(configured: ConfiguredProfile): AttributeDefinition[] {
  const { requiredAttributes = [], signUpAttributes = [], nameAttribute, handleAttribute } = configured;
  const mapped = [nameAttribute, handleAttribute].flatMap((name) =>
    name === undefined || name === notInPool ? [] : [name],
  );
  const names = new Set([
    "email",
    "phone_number",
    ...standardNames,
    ...mapped,
    ...requiredAttributes,
    ...signUpAttributes,
  ]);
  return [...names].map((name) => ({
    name,
    type: "String",
    isRequired: requiredAttributes.includes(name),
    isMutable: true,
    maximumLength: undefined,
  }));
}

/** Cognito has no maximum of its own; of a pool without a policy these are its defaults. */
function toPasswordPolicy(pool: UserPoolType | undefined, configured: ConfiguredProfile): PasswordPolicy {
  const { maximumLength } = passwordPolicy;
  if (!pool) return { requires: [], minimumLength: 12, maximumLength, ...configured.passwordPolicy };
  const policy = pool.Policies?.PasswordPolicy;
  const classes: [CharacterClass, boolean | undefined][] = [
    ["LOWERCASE", policy?.RequireLowercase],
    ["UPPERCASE", policy?.RequireUppercase],
    ["NUMBER", policy?.RequireNumbers],
    ["SYMBOL", policy?.RequireSymbols],
  ];
  return {
    minimumLength: policy?.MinimumLength ?? 8,
    maximumLength,
    requires: classes.filter(([, isRequired]) => isRequired).map(([name]) => name),
  };
}

/** @param flow without `ALLOW_`, as app clients of before 2019 have it. */
function allowsFlow({ ExplicitAuthFlows = [] }: UserPoolClientType, flow: string): boolean {
  return ExplicitAuthFlows.some((each) => each === flow || each === `ALLOW_${flow}`);
}

function toPasswordFlow(client: UserPoolClientType): PoolProfile["passwordFlow"] {
  return (["USER_PASSWORD_AUTH", "USER_AUTH"] as const).find((flow) => allowsFlow(client, flow));
}

/** Other first factors than a password need the flow USER_AUTH. */
function toFirstFactors(
  { pool, client }: Pick<PoolSettings, "pool" | "client">,
  configured: ConfiguredProfile,
  allowsUserAuth: boolean,
): FirstFactor[] {
  const isCustom =
    pool && client
      ? pool.LambdaConfig?.DefineAuthChallenge !== undefined && allowsFlow(client, "CUSTOM_AUTH")
      : configured.firstFactors?.includes("CUSTOM_CHALLENGE") === true;
  const allowed = pool
    ? (pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"])
    : (configured.firstFactors ?? ["PASSWORD"]);
  return firstFactors.filter((factor) =>
    factor === "CUSTOM_CHALLENGE"
      ? isCustom
      : allowed.includes(factor) && (allowsUserAuth || factor === "PASSWORD"),
  );
}

/** The codes that sign in, and where they go. */
const codeFactors = { EMAIL_OTP: "email", SMS_OTP: "phone_number" } as const;

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html */
function takesSignUpsWithoutPassword(
  { pool, signUpClient }: Pick<PoolSettings, "pool" | "signUpClient">,
  verifiedAttributes: ContactAttribute[],
  configured: ConfiguredProfile,
): boolean {
  if (!pool) return configured.signsUpWithoutPassword ?? false;
  if (!signUpClient || !allowsFlow(signUpClient, "USER_AUTH")) return false;
  const allowed = pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  return (["EMAIL_OTP", "SMS_OTP"] as const).some(
    (factor) => allowed.includes(factor) && verifiedAttributes.includes(codeFactors[factor]),
  );
}

/** Without a name Cognito takes the domain of its own pages, whose passkeys no page of the API's clients can use. */
function toPasskeySettings(
  { mfa }: PoolSettings,
  { relyingPartyId }: ConfiguredProfile,
): PasskeySettings | undefined {
  const {
    RelyingPartyId = relyingPartyId,
    UserVerification,
    FactorConfiguration,
  } = mfa?.WebAuthnConfiguration ?? {};
  if (RelyingPartyId === undefined) return undefined;
  const areMultiFactor = FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
  const isVerified = areMultiFactor || UserVerification === "required";
  return {
    relyingPartyId: RelyingPartyId,
    userVerification: isVerified ? "required" : "preferred",
    areMultiFactor,
  };
}

function toSecondFactors({ mfa }: PoolSettings, configured: ConfiguredProfile): SecondFactor[] {
  if (!mfa) return configured.secondFactors ?? ["SOFTWARE_TOKEN_MFA"];
  const factors: [SecondFactor, boolean][] = [
    ["SOFTWARE_TOKEN_MFA", mfa.SoftwareTokenMfaConfiguration?.Enabled === true],
    ["SMS_MFA", mfa.SmsMfaConfiguration !== undefined],
    ["EMAIL_OTP", mfa.EmailMfaConfiguration !== undefined],
  ];
  return factors.filter(([, isOn]) => isOn).map(([name]) => name);
}

/** Without the setting Cognito sends a code to the phone, or else to the address. */
function toRecovery({ AccountRecoverySetting, SmsConfiguration }: UserPoolType): ContactAttribute[] {
  const mechanisms = AccountRecoverySetting?.RecoveryMechanisms ?? [];
  const sendsSms = SmsConfiguration !== undefined;
  const named = mechanisms
    .toSorted((one, other) => (one.Priority ?? 0) - (other.Priority ?? 0))
    .flatMap(({ Name }): ContactAttribute[] => {
      if (Name === "verified_email") return ["email"];
      return Name === "verified_phone_number" ? ["phone_number"] : [];
    });
  const order: ContactAttribute[] = mechanisms.length === 0 ? ["phone_number", "email"] : named;
  return order.filter((attribute) => attribute === "email" || sendsSms);
}
