import { featureUnavailableInTier, invalidParameter } from "../protocol/exceptions.ts";
import type { ValueOf } from "../protocol/shape.ts";
import { standardAttributes, toSchemaAttribute } from "./attribute-schema.ts";
import type { SchemaAttribute, SchemaAttributeInput } from "./attribute-schema.ts";
import { toLambdaConfig } from "./lambda-settings.ts";
import type { LambdaConfig } from "./lambda-settings.ts";
import type { createPoolShape, passwordPolicyShape, updatePoolShape } from "./pool-shapes.ts";
import { checkSmsConfiguration } from "./sms-settings.ts";

type CreatePoolInput = ValueOf<typeof createPoolShape>;
type PasswordPolicyInput = ValueOf<typeof passwordPolicyShape>;

export type PasswordPolicy = Required<Omit<PasswordPolicyInput, "PasswordHistorySize">> &
  Pick<PasswordPolicyInput, "PasswordHistorySize">;

/**
 * The settings of a pool, with defaults filled in, as in DescribeUserPool. The MFA settings are stored separately.
 */
export type PoolSettings = Omit<CreatePoolInput, "Schema" | "MfaConfiguration" | "Policies"> & {
  Policies: { PasswordPolicy: PasswordPolicy; SignInPolicy: { AllowedFirstAuthFactors: string[] } };
  LambdaConfig: LambdaConfig;
  SchemaAttributes: SchemaAttribute[];
};

/**
 * Converts the input of CreateUserPool.
 *
 * @throws UserPoolException InvalidParameterException for settings that contradict each other;
 * FeatureUnavailableInTierException, InvalidSmsRoleAccessPolicyException
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 */
export function createPoolSettings({
  Schema,
  MfaConfiguration: _mfa,
  ...input
}: CreatePoolInput): PoolSettings {
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

/**
 * Converts the input of UpdateUserPool: omitted settings get their defaults, those that are fixed at creation stay.
 */
export function updatePoolSettings(
  before: PoolSettings,
  { UserPoolId: _id, MfaConfiguration: _mfa, PoolName: newName, ...input }: ValueOf<typeof updatePoolShape>,
): PoolSettings {
  const { AliasAttributes, UsernameAttributes, UsernameConfiguration, SchemaAttributes } = before;
  return {
    ...withDefaults({
      ...input,
      PoolName: newName ?? before.PoolName,
      // The one setting that AWS keeps where it is omitted.
      UserAttributeUpdateSettings: input.UserAttributeUpdateSettings ?? before.UserAttributeUpdateSettings,
    }),
    AliasAttributes,
    UsernameAttributes,
    UsernameConfiguration,
    SchemaAttributes,
  };
}

function withDefaults<T extends Omit<CreatePoolInput, "Schema" | "MfaConfiguration">>(input: T) {
  checkAddressSettings(input);
  checkSignInPolicy(input);
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
    UserAttributeUpdateSettings: {
      AttributesRequireVerificationBeforeUpdate: [],
      ...input.UserAttributeUpdateSettings,
    },
    UserPoolTags: input.UserPoolTags ?? {},
    LambdaConfig: toLambdaConfig(input.LambdaConfig ?? {}, input.UserPoolTier),
  };
}

/** @throws UserPoolException InvalidParameterException, InvalidSmsRoleAccessPolicyException */
function checkAddressSettings({
  AutoVerifiedAttributes = [],
  SmsConfiguration,
  UserAttributeUpdateSettings,
}: Partial<CreatePoolInput>): void {
  if (SmsConfiguration) checkSmsConfiguration(SmsConfiguration);
  if (AutoVerifiedAttributes.includes("phone_number") && !SmsConfiguration) {
    throw invalidParameter(
      "SMS configuration is required when phone_number is selected for auto verification",
    );
  }
  const deferred = UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  if (!deferred.every((attribute) => AutoVerifiedAttributes.includes(attribute))) {
    throw invalidParameter(
      "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
    );
  }
}

/**
 * A person needs a passkey before it can be the first factor, so that it never is the only one.
 *
 * @throws UserPoolException InvalidParameterException, FeatureUnavailableInTierException
 */
function checkSignInPolicy({ Policies, UserPoolTier }: Partial<CreatePoolInput>): void {
  const factors = Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"];
  if (UserPoolTier === "LITE" && factors.some((factor) => factor !== "PASSWORD")) {
    throw featureUnavailableInTier("First factors other than PASSWORD");
  }
  if (factors.every((factor) => factor === "WEB_AUTHN")) {
    throw invalidParameter("WEB_AUTHN cannot be the only allowed first auth factor.");
  }
}

/** Adds custom attributes, which can never be removed. */
export function withCustomAttributes(settings: PoolSettings, added: SchemaAttributeInput[]): PoolSettings {
  const standardNames = new Set(standardAttributes.map(({ Name }) => Name));
  const clash = added.find(({ Name }) => standardNames.has(Name));
  if (clash) throw invalidParameter(`${clash.Name} is a standard attribute.`);
  return { ...settings, SchemaAttributes: mergeSchema(settings.SchemaAttributes, added) };
}

function mergeSchema(before: SchemaAttribute[], declared: SchemaAttributeInput[]): SchemaAttribute[] {
  const attributes = new Map(before.map((attribute) => [attribute.Name, attribute]));
  for (const input of declared) {
    const attribute = toSchemaAttribute(input, attributes);
    attributes.set(attribute.Name, attribute);
  }
  return [...attributes.values()];
}

/** Lower-cases a username or alias, unless the pool is case-sensitive, as it is by default. */
export function foldCase(settings: Pick<PoolSettings, "UsernameConfiguration">, name: string): string {
  return (settings.UsernameConfiguration?.CaseSensitive ?? true) ? name : name.toLowerCase();
}
