import { attributeList } from "./attributes.ts";
import type { AppClient } from "./tables/app-clients-table.ts";
import type { UserPool } from "./tables/user-pools-table.ts";
import type { User } from "./tables/users-table.ts";
import { arnOf } from "./user-pools.ts";

/** A point in time as AWS JSON writes it: seconds since 1970, with a fraction. */
export function toTimestamp(date: Date): number {
  return date.getTime() / 1000;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html */
export function toUserPoolType(
  { id, settings, mfa, createdAt, modifiedAt }: UserPool,
  estimatedUsers: number,
) {
  const { PoolName, ...shown } = settings;
  return {
    Id: id,
    Name: PoolName,
    ...shown,
    MfaConfiguration: mfa.MfaConfiguration,
    EstimatedNumberOfUsers: estimatedUsers,
    Arn: arnOf(id),
    CreationDate: toTimestamp(createdAt),
    LastModifiedDate: toTimestamp(modifiedAt),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html */
export function toUserPoolClientType({ id, poolId, secret, settings, createdAt, modifiedAt }: AppClient) {
  return {
    UserPoolId: poolId,
    ClientId: id,
    ...(secret !== null && { ClientSecret: secret }),
    ...settings,
    CreationDate: toTimestamp(createdAt),
    LastModifiedDate: toTimestamp(modifiedAt),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserType.html */
export function toUserType(user: User, isShown?: (name: string) => boolean) {
  return { ...toUserSummary(user), Attributes: attributeList(user, isShown) };
}

/** What every description of a user shares. */
export function toUserSummary(user: User) {
  return {
    Username: user.username,
    Enabled: user.enabled,
    UserStatus: user.status,
    UserCreateDate: toTimestamp(user.createdAt),
    UserLastModifiedDate: toTimestamp(user.modifiedAt),
  };
}

/** The MFA settings of a user; a setting that is empty is absent. */
export function toMfaSettings({ softwareTokenMfaEnabled, emailMfaEnabled, preferredMfa }: User) {
  const enabled = [
    ...(softwareTokenMfaEnabled ? ["SOFTWARE_TOKEN_MFA"] : []),
    ...(emailMfaEnabled ? ["EMAIL_OTP"] : []),
  ];
  return {
    ...(enabled.length > 0 && { UserMFASettingList: enabled }),
    ...(preferredMfa !== null && { PreferredMfaSetting: preferredMfa }),
  };
}
