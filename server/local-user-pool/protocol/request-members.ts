import { list, map, oneOf, string, structure } from "./shape.ts";
import type { ValueOf } from "./shape.ts";

/**
 * The constraints of request members, each under the member's own name.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
export const ClientId = string({ min: 1, max: 128, pattern: "[\\w+]+" });
export const UserPoolId = string({ min: 1, max: 55, pattern: "[\\w-]+_[0-9a-zA-Z]+" });
export const Username = string({ min: 1, max: 128, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" });
export const Password = string({ max: 256, pattern: "\\S|\\S.*\\S" });
/** Blank for a user without one. */
export const OptionalPassword = string({ max: 256, pattern: "(\\S|\\S.*\\S)?" });
export const ConfirmationCode = string({ min: 1, max: 2048, pattern: "\\S+" });
export const Session = string({ min: 20, max: 2048 });
export const SecretHash = string({ min: 1, max: 128, pattern: "[\\w+=/]+" });
export const ClientSecret = string({ min: 1, max: 64, pattern: "[\\w+]+" });
export const Token = string({ pattern: "[A-Za-z0-9\\-_=.]+" });
export const UserCode = string({ min: 6, max: 6, pattern: "[0-9]+" });
export const AttributeName = string({
  min: 1,
  max: 32,
  pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+",
});
export const GroupName = string({ min: 1, max: 128, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" });
export const DeviceKey = string({ min: 1, max: 55, pattern: "[\\w-]+_[0-9a-f-]+" });
export const DeviceRememberedStatus = oneOf("remembered", "not_remembered");
export const PaginationToken = string({ min: 1, pattern: "\\S+" });

/** Attributes with their new values. A missing or empty value deletes the attribute. */
export const UserAttributes = list(structure({ Name: AttributeName }, { Value: string({ max: 2048 }) }));
export type AttributeList = ValueOf<typeof UserAttributes>;

export const AuthParameters = map(string({ max: 131_072 }));
export const ChallengeResponses = map(string({ max: 131_072 }));

/** What a client tells the triggers. */
export const ClientMetadata = map(string({ max: 131_072 }));

export const AuthFlow = oneOf(
  "USER_SRP_AUTH",
  "REFRESH_TOKEN_AUTH",
  "REFRESH_TOKEN",
  "CUSTOM_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "USER_PASSWORD_AUTH",
  "ADMIN_USER_PASSWORD_AUTH",
  "USER_AUTH",
);
export type AuthFlowName = ValueOf<typeof AuthFlow>;

export const ChallengeName = oneOf(
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "MFA_SETUP",
  "PASSWORD_VERIFIER",
  "CUSTOM_CHALLENGE",
  "SELECT_CHALLENGE",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
  "ADMIN_NO_SRP_AUTH",
  "NEW_PASSWORD_REQUIRED",
  "SMS_OTP",
  "PASSWORD",
  "WEB_AUTHN",
  "PASSWORD_SRP",
);

export const ArnType = string({
  min: 20,
  max: 2048,
  pattern:
    "arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?",
});

/** A user at a provider, or with the provider name `Cognito` a user of the pool. */
export const ProviderUser = structure(
  {},
  {
    ProviderName: string({ min: 1, max: 32, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" }),
    ProviderAttributeName: string({ max: 2048 }),
    ProviderAttributeValue: string({ max: 2048 }),
  },
);
