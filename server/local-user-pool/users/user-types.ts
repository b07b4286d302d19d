import { toTimestamp } from "../protocol/timestamp.ts";
import type { User } from "../tables/users-table.ts";
import { toAttributeList } from "./attributes.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserType.html */
export function toUserType(user: User, isShown?: (name: string) => boolean) {
  return { ...toUserSummary(user), Attributes: toAttributeList(user, isShown) };
}

/** The members that all descriptions of a user share. */
export function toUserSummary(user: User) {
  return {
    Username: user.username,
    Enabled: user.enabled,
    UserStatus: user.status,
    UserCreateDate: toTimestamp(user.createdAt),
    UserLastModifiedDate: toTimestamp(user.modifiedAt),
  };
}
