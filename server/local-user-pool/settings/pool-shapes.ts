import { UserPoolId } from "../protocol/request-members.ts";
import { anyStructure, boolean, integer, list, oneOf, string, structure } from "../protocol/shape.ts";
import { schemaAttributeShape } from "./attribute-schema.ts";
import { lambdaConfigShape } from "./lambda-settings.ts";
import { smsConfigurationShape } from "./sms-settings.ts";
import { tagsShape } from "./tags.ts";

const PoolName = string({ min: 1, max: 128, pattern: "[\\w\\s+=,.@-]+" });
export const MfaConfiguration = oneOf("OFF", "ON", "OPTIONAL");

const verifiableAttribute = oneOf("phone_number", "email");
const messageSubject = string({ min: 1, max: 140 });
const smsMessageWithCode = string({ min: 6, max: 140, pattern: ".*\\{####\\}.*" });
const messageWithCode = string({ min: 6, max: 20_000, pattern: ".*\\{####\\}.*" });

export const passwordPolicyShape = structure(
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

/** The members that CreateUserPool and UpdateUserPool share. */
const changeableMembers = {
  Policies: structure({}, { PasswordPolicy: passwordPolicyShape, SignInPolicy: signInPolicyShape }),
  DeletionProtection: oneOf("ACTIVE", "INACTIVE"),
  LambdaConfig: lambdaConfigShape,
  AutoVerifiedAttributes: list(verifiableAttribute),
  SmsVerificationMessage: smsMessageWithCode,
  EmailVerificationMessage: messageWithCode,
  EmailVerificationSubject: messageSubject,
  VerificationMessageTemplate: structure(
    {},
    {
      SmsMessage: smsMessageWithCode,
      EmailMessage: messageWithCode,
      EmailSubject: messageSubject,
      EmailMessageByLink: string({ min: 6, max: 20_000 }),
      EmailSubjectByLink: messageSubject,
      DefaultEmailOption: oneOf("CONFIRM_WITH_LINK", "CONFIRM_WITH_CODE"),
    },
  ),
  SmsAuthenticationMessage: smsMessageWithCode,
  UserAttributeUpdateSettings: structure(
    {},
    { AttributesRequireVerificationBeforeUpdate: list(verifiableAttribute) },
  ),
  MfaConfiguration,
  DeviceConfiguration: structure(
    {},
    { ChallengeRequiredOnNewDevice: boolean, DeviceOnlyRememberedOnUserPrompt: boolean },
  ),
  EmailConfiguration: anyStructure,
  SmsConfiguration: smsConfigurationShape,
  UserPoolTags: tagsShape,
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

export const updatePoolShape = structure({ UserPoolId }, { ...changeableMembers, PoolName });

export const mfaConfigShape = structure(
  { UserPoolId },
  {
    MfaConfiguration,
    SmsMfaConfiguration: structure(
      {},
      { SmsAuthenticationMessage: smsMessageWithCode, SmsConfiguration: smsConfigurationShape },
    ),
    SoftwareTokenMfaConfiguration: structure({}, { Enabled: boolean }),
    EmailMfaConfiguration: structure({}, { Message: messageWithCode, Subject: string({ min: 1, max: 140 }) }),
    WebAuthnConfiguration: structure(
      {},
      {
        RelyingPartyId: string({ min: 1, max: 127 }),
        UserVerification: oneOf("required", "preferred"),
        FactorConfiguration: oneOf("SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION"),
      },
    ),
  },
);
