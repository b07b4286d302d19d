import { holdsEvery, notInPool } from "./attribute-mapping.ts";
import type { ConfiguredProfile } from "./configured-profile.ts";
import type { PoolProfile } from "./pool-profile.ts";
import { findUnwritable } from "./missing-attributes.ts";
import type { PoolSettings } from "./read-settings.ts";

/** What will not work with this pool, or works less safely: why, and what to do. */
export type Limit = {
  code:
    | "SETTINGS_NOT_READABLE"
    | "NO_PASSWORD_FLOW"
    | "NO_TOTP"
    | "NO_MAIL"
    | "NO_RECOVERY"
    | "ADDRESS_REPLACED_UNVERIFIED"
    | "TOKENS_NOT_REVOCABLE"
    | "EXISTENCE_REVEALED"
    | "SIGN_UP_NOT_WRITABLE"
    | "ATTRIBUTE_NOT_IN_POOL"
    | "ATTRIBUTE_NOT_READABLE"
    | "ATTRIBUTE_UNSUITABLE";
  problem: string;
  remedy: string;
};

/** The limits of a pool, for the log and the greeting. */
export function findLimits(
  profile: PoolProfile,
  { pool, mfa, client }: PoolSettings,
  configured: ConfiguredProfile,
): Limit[] {
  const unread = [
    ...(pool ? [] : ["cognito-idp:DescribeUserPool"]),
    ...(client ? [] : ["cognito-idp:DescribeUserPoolClient"]),
    ...(mfa ? [] : ["cognito-idp:GetUserPoolMfaConfig"]),
  ];
  const unwritable = findUnwritable(profile);
  const limits: (Limit | false)[] = [
    unread.length > 0 && {
      code: "SETTINGS_NOT_READABLE",
      problem: "not all of its settings may be read, so the environment says what they are",
      remedy: `Allow ${unread.join(", ")}, or set the COGNITO_ variables that describe the pool.`,
    },
    profile.passwordFlow === undefined && {
      code: "NO_PASSWORD_FLOW",
      problem: "nobody can sign in: the app client allows no flow that sends a password",
      remedy: "Add ALLOW_USER_PASSWORD_AUTH or ALLOW_USER_AUTH to its ExplicitAuthFlows.",
    },
    mfa !== undefined &&
      !profile.secondFactors.includes("SOFTWARE_TOKEN_MFA") && {
        code: "NO_TOTP",
        problem: "enableTotp is refused: the pool has authenticator apps turned off",
        remedy: "Turn SoftwareTokenMfaConfiguration on.",
      },
    pool !== undefined &&
      profile.verifiedAttributes.length === 0 && {
        code: "NO_MAIL",
        problem:
          "a sign-up gets no code: the pool verifies neither addresses nor numbers, so an administrator confirms accounts",
        remedy: "Add email to AutoVerifiedAttributes, or confirm accounts by a trigger.",
      },
    profile.recoversBy.length === 0 && {
      code: "NO_RECOVERY",
      problem: "forgotPassword sends nothing: only an administrator resets passwords in this pool",
      remedy: "Add verified_email to AccountRecoverySetting.",
    },
    pool !== undefined &&
      !profile.verifiedBeforeUpdate.includes("email") && {
        code: "ADDRESS_REPLACED_UNVERIFIED",
        problem:
          "a new address takes effect before its code is entered, so that a typing error takes it from its owner",
        remedy: "Add email to UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate.",
      },
    client?.EnableTokenRevocation === false && {
      code: "TOKENS_NOT_REVOCABLE",
      problem:
        "nobody can sign in: the app client has token revocation turned off, so tokens do not name their sign-in",
      remedy: "Turn EnableTokenRevocation on.",
    },
    client !== undefined &&
      client.PreventUserExistenceErrors !== "ENABLED" && {
        code: "EXISTENCE_REVEALED",
        problem: "other users of the app client can find out who has an account",
        remedy: "Set PreventUserExistenceErrors to ENABLED.",
      },
    unwritable.length > 0 && {
      code: "SIGN_UP_NOT_WRITABLE",
      problem: `nobody can sign up: the app client of sign-up may not write ${unwritable.join(", ")}`,
      remedy:
        "Add it to WriteAttributes, or name an app client in COGNITO_SIGN_UP_CLIENT_ID that may write it.",
    },
    ...findAttributeLimits(profile, client, configured),
    ...findSignUpAttributeLimits(profile, configured),
    client?.ReadAttributes !== undefined &&
      profile.identifiers.includes("EMAIL") &&
      !client.ReadAttributes.includes("email") && {
        code: "ATTRIBUTE_NOT_READABLE",
        problem:
          "the app client may not read email: nobody's address is known here, so no notice reaches anybody",
        remedy: "Add email to the app client's ReadAttributes.",
      },
  ];
  return limits.filter((limit) => limit !== false);
}

/** Names and handles that cannot be read from the pool: the people are asked for them, and the answers are kept here. */
function findAttributeLimits(
  { attributes, attributeMapping }: PoolProfile,
  client: PoolSettings["client"],
  { nameAttribute, handleAttribute }: ConfiguredProfile,
): Limit[] {
  const kinds = [
    { what: "name", variable: "COGNITO_NAME_ATTRIBUTE", named: nameAttribute },
    { what: "handle", variable: "COGNITO_HANDLE_ATTRIBUTE", named: handleAttribute },
  ] as const;
  return kinds.flatMap(({ what, variable, named }): Limit[] => {
    if (named !== undefined && named !== notInPool && !attributes.some(({ name }) => name === named))
      return [
        {
          code: "ATTRIBUTE_NOT_IN_POOL",
          problem: `the pool has no attribute ${named}: people are asked for their ${what}, which is kept here`,
          remedy: `Correct ${variable}, or set it to ${notInPool}.`,
        },
      ];
    const attribute = attributes.find(({ name }) => name === named);
    if (attribute && !holdsEvery(what, attribute))
      return [
        {
          code: "ATTRIBUTE_UNSUITABLE",
          problem: `${attribute.name} cannot hold every ${what}: it is read, and a ${what} that is chosen here is kept here`,
          remedy: `Name an attribute of type String without a short maximum length in ${variable}.`,
        },
      ];
    const read = attributeMapping[what].reads.flat();
    const readable = client?.ReadAttributes;
    if (!readable || read.length === 0 || read.some((name) => readable.includes(name))) return [];
    return [
      {
        code: "ATTRIBUTE_NOT_READABLE",
        problem: `the app client may not read ${read.join(", ")}: people are asked for their ${what}`,
        remedy: `Add it to the app client's ReadAttributes, or set ${variable}.`,
      },
    ];
  });
}

/** Names of attributes that the environment gives and the pool does not have. */
function findSignUpAttributeLimits(
  { attributes }: PoolProfile,
  { signUpAttributes = [] }: ConfiguredProfile,
): Limit[] {
  return signUpAttributes
    .filter((wanted) => !attributes.some(({ name }) => name === wanted))
    .map((wanted) => ({
      code: "ATTRIBUTE_NOT_IN_POOL",
      problem: `the pool has no attribute ${wanted}: a sign-up cannot set it`,
      remedy: "Correct COGNITO_SIGN_UP_ATTRIBUTES. Names of custom attributes begin with custom:.",
    }));
}

/** The profile in a few lines of plain text. */
export function describeProfile(profile: PoolProfile): string[] {
  const { identifiers, passwordPolicy, mfa, secondFactors, identityProviders } = profile;
  const rules = [`${passwordPolicy.minimumLength} characters`, ...passwordPolicy.requires.map(lower)];
  const factors = mfa === "OFF" ? "off" : `${mfa.toLowerCase()} (${secondFactors.map(lower).join(", ")})`;
  return [
    `signs in by ${identifiers.map(lower).join(", ")}; sign-up is ${profile.signUpIsOpen ? "open" : "closed"}`,
    `passwords: ${rules.join(", ")}; second factor: ${factors}`,
    ...(identityProviders.length > 0 ? [`providers: ${identityProviders.join(", ")}`] : []),
  ];
}

function lower(name: string): string {
  return name.toLowerCase().replaceAll("_", " ");
}
