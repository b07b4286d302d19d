import { toTimestamp } from "../protocol/timestamp.ts";
import { attributeList } from "./attributes.ts";
import type { User } from "../tables/users-table.ts";

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
