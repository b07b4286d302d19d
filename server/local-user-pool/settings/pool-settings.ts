import { standardAttributes, toSchemaAttribute } from "./attribute-schema.ts";
import type { SchemaAttribute, SchemaAttributeInput } from "./attribute-schema.ts";
import { invalidParameter } from "../protocol/exceptions.ts";
import type {
  createPoolShape,
  MfaConfiguration,
  passwordPolicyShape,
  updatePoolShape,
} from "./pool-shapes.ts";
import type { ValueOf } from "../protocol/shape.ts";

type CreatePoolInput = ValueOf<typeof createPoolShape>;
type PasswordPolicyInput = ValueOf<typeof passwordPolicyShape>;

export type PasswordPolicy = Required<Omit<PasswordPolicyInput, "PasswordHistorySize">> &
  Pick<PasswordPolicyInput, "PasswordHistorySize">;

/** What a pool is set to, defaults filled in; DescribeUserPool shows it. The MFA settings are kept apart. */
export type PoolSettings = Omit<CreatePoolInput, "Schema" | "MfaConfiguration" | "Policies"> & {
  Policies: { PasswordPolicy: PasswordPolicy; SignInPolicy: { AllowedFirstAuthFactors: string[] } };
  SchemaAttributes: SchemaAttribute[];
};

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

/** Names are compared without case unless the pool was made case-sensitive, which the API's default is. */
export function foldName(settings: Pick<PoolSettings, "UsernameConfiguration">, name: string): string {
  return (settings.UsernameConfiguration?.CaseSensitive ?? true) ? name : name.toLowerCase();
}
