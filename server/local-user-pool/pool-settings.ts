import { schemaAttributeShape, standardAttributes, toSchemaAttribute } from "./attribute-schema.ts";
import type { SchemaAttribute } from "./attribute-schema.ts";
import { invalidParameter } from "./exceptions.ts";
import { anyStructure, boolean, integer, list, map, oneOf, string, structure } from "./shape.ts";
import type { ValueOf } from "./shape.ts";

export const PoolName = string({ min: 1, max: 128, pattern: "[\\w\\s+=,.@-]+" });
export const MfaConfiguration = oneOf("OFF", "ON", "OPTIONAL");

const verifiableAttribute = oneOf("phone_number", "email");
const messageSubject = string({ min: 1, max: 140 });
const messageWithCode = string({ min: 6, max: 20_000, pattern: ".*\\{####\\}.*" });

const passwordPolicyShape = structure(
  {},
  {
    MinimumLength: integer({ min: 6, max: 99 }),
    RequireUppercase: boolean,
    RequireLowercase: boolean,
    RequireNumbers: boolean,
    RequireSymbols: boolean,
    PasswordHistorySize: integer({ min: 0, max: 24 }),
    TemporaryPasswordValidityDays: integer({ min: 0, max: 365 }),
  },
);

const signInPolicyShape = structure(
  {},
  {
    AllowedFirstAuthFactors: list(oneOf("PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"), { min: 1, max: 4 }),
  },
);

/** What CreateUserPool and UpdateUserPool both take. */
const changeableMembers = {
  Policies: structure({}, { PasswordPolicy: passwordPolicyShape, SignInPolicy: signInPolicyShape }),
  DeletionProtection: oneOf("ACTIVE", "INACTIVE"),
  LambdaConfig: anyStructure,
  AutoVerifiedAttributes: list(verifiableAttribute),
  SmsVerificationMessage: string({ min: 6, max: 140 }),
  EmailVerificationMessage: messageWithCode,
  EmailVerificationSubject: messageSubject,
  VerificationMessageTemplate: structure(
    {},
    {
      SmsMessage: string({ min: 6, max: 140 }),
      EmailMessage: messageWithCode,
      EmailSubject: messageSubject,
      EmailMessageByLink: string({ min: 6, max: 20_000 }),
      EmailSubjectByLink: messageSubject,
      DefaultEmailOption: oneOf("CONFIRM_WITH_LINK", "CONFIRM_WITH_CODE"),
    },
  ),
  SmsAuthenticationMessage: string({ min: 6, max: 140 }),
  UserAttributeUpdateSettings: structure(
    {},
    { AttributesRequireVerificationBeforeUpdate: list(verifiableAttribute) },
  ),
  MfaConfiguration,
  DeviceConfiguration: anyStructure,
  EmailConfiguration: anyStructure,
  SmsConfiguration: anyStructure,
  UserPoolTags: map(string({ max: 256 })),
  AdminCreateUserConfig: structure(
    {},
    {
      AllowAdminCreateUserOnly: boolean,
      UnusedAccountValidityDays: integer({ min: 0, max: 365 }),
      InviteMessageTemplate: structure(
        {},
        {
          SMSMessage: string({ min: 6, max: 140 }),
          EmailMessage: string({ min: 6, max: 20_000 }),
          EmailSubject: messageSubject,
        },
      ),
    },
  ),
  UserPoolAddOns: anyStructure,
  AccountRecoverySetting: structure(
    {},
    {
      RecoveryMechanisms: list(
        structure({
          Priority: integer({ min: 1, max: 2 }),
          Name: oneOf("verified_email", "verified_phone_number", "admin_only"),
        }),
        { min: 1, max: 2 },
      ),
    },
  ),
  UserPoolTier: oneOf("LITE", "ESSENTIALS", "PLUS"),
};

export const createPoolShape = structure(
  { PoolName },
  {
    ...changeableMembers,
    AliasAttributes: list(oneOf("phone_number", "email", "preferred_username")),
    UsernameAttributes: list(verifiableAttribute),
    UsernameConfiguration: structure({ CaseSensitive: boolean }),
    Schema: list(schemaAttributeShape, { min: 1, max: 50 }),
  },
);

export const updatePoolShape = structure(
  { UserPoolId: string({ min: 1, max: 55, pattern: "[\\w-]+_[0-9a-zA-Z]+" }) },
  { ...changeableMembers, PoolName },
);

type CreatePoolInput = ValueOf<typeof createPoolShape>;
type PasswordPolicyInput = ValueOf<typeof passwordPolicyShape>;

export type PasswordPolicy = Required<Omit<PasswordPolicyInput, "PasswordHistorySize">> &
  Pick<PasswordPolicyInput, "PasswordHistorySize">;

/** What a pool is set to, defaults filled in; DescribeUserPool shows it. The MFA settings are kept apart. */
export type PoolSettings = Omit<CreatePoolInput, "Schema" | "MfaConfiguration" | "Policies"> & {
  Policies: { PasswordPolicy: PasswordPolicy; SignInPolicy: { AllowedFirstAuthFactors: string[] } };
  SchemaAttributes: SchemaAttribute[];
};

export const mfaConfigShape = structure(
  { UserPoolId: string({ min: 1, max: 55, pattern: "[\\w-]+_[0-9a-zA-Z]+" }) },
  {
    MfaConfiguration,
    SmsMfaConfiguration: anyStructure,
    SoftwareTokenMfaConfiguration: structure({}, { Enabled: boolean }),
    EmailMfaConfiguration: structure({}, { Message: messageWithCode, Subject: string({ min: 1, max: 140 }) }),
    WebAuthnConfiguration: anyStructure,
  },
);

/** What SetUserPoolMfaConfig sets. */
export type MfaSettings = {
  MfaConfiguration: ValueOf<typeof MfaConfiguration>;
  SoftwareTokenMfaConfiguration?: { Enabled?: boolean };
  EmailMfaConfiguration?: { Message?: string; Subject?: string };
};

/**
 * A new pool's settings.
 *
 * @throws UserPoolException InvalidParameterException for what contradicts itself, and for what only AWS has: Lambda
 * triggers, and texts that have to arrive on a telephone.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 */
export function newPoolSettings({ Schema, MfaConfiguration: _mfa, ...input }: CreatePoolInput): PoolSettings {
  if (input.AliasAttributes && input.UsernameAttributes) {
    throw invalidParameter(
      "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.",
    );
  }
  return {
    ...withDefaults(input),
    SchemaAttributes: mergeSchema(standardAttributes, Schema ?? []),
  };
}

/** An update sets everything that it does not mention back to its default; what is fixed at creation stays. */
export function updatedPoolSettings(
  before: PoolSettings,
  { UserPoolId: _id, MfaConfiguration: _mfa, PoolName: newName, ...input }: ValueOf<typeof updatePoolShape>,
): PoolSettings {
  const { AliasAttributes, UsernameAttributes, UsernameConfiguration, SchemaAttributes } = before;
  return {
    ...withDefaults({ ...input, PoolName: newName ?? before.PoolName }),
    AliasAttributes,
    UsernameAttributes,
    UsernameConfiguration,
    SchemaAttributes,
  };
}

function withDefaults<T extends Omit<CreatePoolInput, "Schema" | "MfaConfiguration">>(input: T) {
  if (Object.keys(input.LambdaConfig ?? {}).length > 0) {
    throw invalidParameter("Lambda triggers do not run in the local user pool.");
  }
  if (input.AutoVerifiedAttributes?.includes("phone_number")) {
    throw invalidParameter("The local user pool sends no SMS, so it cannot verify phone numbers.");
  }
  const temporaryDays = input.AdminCreateUserConfig?.UnusedAccountValidityDays ?? 7;
  return {
    ...input,
    Policies: {
      PasswordPolicy: {
        MinimumLength: 8,
        RequireUppercase: true,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        TemporaryPasswordValidityDays: temporaryDays,
        ...input.Policies?.PasswordPolicy,
      },
      SignInPolicy: {
        AllowedFirstAuthFactors: input.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"],
      },
    },
    DeletionProtection: input.DeletionProtection ?? "INACTIVE",
    UserPoolTier: input.UserPoolTier ?? "ESSENTIALS",
    EmailConfiguration: input.EmailConfiguration ?? { EmailSendingAccount: "COGNITO_DEFAULT" },
    VerificationMessageTemplate: {
      DefaultEmailOption: "CONFIRM_WITH_CODE" as const,
      ...input.VerificationMessageTemplate,
    },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      UnusedAccountValidityDays: temporaryDays,
      ...input.AdminCreateUserConfig,
    },
    UserPoolTags: input.UserPoolTags ?? {},
    LambdaConfig: {},
  };
}

/** A pool's settings with more custom attributes; they can never be removed. */
export function withCustomAttributes(
  settings: PoolSettings,
  added: ValueOf<typeof schemaAttributeShape>[],
): PoolSettings {
  const standardNames = new Set(standardAttributes.map(({ Name }) => Name));
  const clash = added.find(({ Name }) => standardNames.has(Name));
  if (clash) throw invalidParameter(`${clash.Name} is a standard attribute.`);
  return { ...settings, SchemaAttributes: mergeSchema(settings.SchemaAttributes, added) };
}

function mergeSchema(
  before: SchemaAttribute[],
  declared: ValueOf<typeof schemaAttributeShape>[],
): SchemaAttribute[] {
  const attributes = new Map(before.map((attribute) => [attribute.Name, attribute]));
  for (const input of declared) {
    const attribute = toSchemaAttribute(input, attributes);
    attributes.set(attribute.Name, attribute);
  }
  return [...attributes.values()];
}

/** Names are compared without case unless the pool was made case-sensitive, which the API's default is. */
export function foldName(settings: Pick<PoolSettings, "UsernameConfiguration">, name: string): string {
  return (settings.UsernameConfiguration?.CaseSensitive ?? true) ? name : name.toLowerCase();
}
