import type { Action } from "./action.ts";
import { addCustomAttributes } from "./actions/add-custom-attributes.ts";
import { adminAddUserToGroup } from "./actions/admin-add-user-to-group.ts";
import { adminConfirmSignUp } from "./actions/admin-confirm-sign-up.ts";
import { adminCreateUser } from "./actions/admin-create-user.ts";
import { adminDeleteSoftwareToken } from "./actions/admin-delete-software-token.ts";
import { adminDeleteUserAttributes } from "./actions/admin-delete-user-attributes.ts";
import { adminDeleteUser } from "./actions/admin-delete-user.ts";
import { adminDisableUser } from "./actions/admin-disable-user.ts";
import { adminEnableUser } from "./actions/admin-enable-user.ts";
import { adminGetUserAuthFactors } from "./actions/admin-get-user-auth-factors.ts";
import { adminGetUser } from "./actions/admin-get-user.ts";
import { adminInitiateAuth } from "./actions/admin-initiate-auth.ts";
import { adminListGroupsForUser } from "./actions/admin-list-groups-for-user.ts";
import { adminRemoveUserFromGroup } from "./actions/admin-remove-user-from-group.ts";
import { adminResetUserPassword } from "./actions/admin-reset-user-password.ts";
import { adminRespondToAuthChallenge } from "./actions/admin-respond-to-auth-challenge.ts";
import { adminSetUserMfaPreference } from "./actions/admin-set-user-mfa-preference.ts";
import { adminSetUserPassword } from "./actions/admin-set-user-password.ts";
import { adminUpdateUserAttributes } from "./actions/admin-update-user-attributes.ts";
import { adminUserGlobalSignOut } from "./actions/admin-user-global-sign-out.ts";
import { associateSoftwareToken } from "./actions/associate-software-token.ts";
import { changePassword } from "./actions/change-password.ts";
import { confirmForgotPassword } from "./actions/confirm-forgot-password.ts";
import { confirmSignUp } from "./actions/confirm-sign-up.ts";
import { createGroup } from "./actions/create-group.ts";
import { createUserPoolClient } from "./actions/create-user-pool-client.ts";
import { createUserPool } from "./actions/create-user-pool.ts";
import { deleteGroup } from "./actions/delete-group.ts";
import { deleteUserAttributes } from "./actions/delete-user-attributes.ts";
import { deleteUserPoolClient } from "./actions/delete-user-pool-client.ts";
import { deleteUserPool } from "./actions/delete-user-pool.ts";
import { deleteUser } from "./actions/delete-user.ts";
import { describeUserPoolClient } from "./actions/describe-user-pool-client.ts";
import { describeUserPool } from "./actions/describe-user-pool.ts";
import { forgotPassword } from "./actions/forgot-password.ts";
import { getGroup } from "./actions/get-group.ts";
import { getTokensFromRefreshToken } from "./actions/get-tokens-from-refresh-token.ts";
import { getUserAttributeVerificationCode } from "./actions/get-user-attribute-verification-code.ts";
import { getUserAuthFactors } from "./actions/get-user-auth-factors.ts";
import { getUserPoolMfaConfig } from "./actions/get-user-pool-mfa-config.ts";
import { getUser } from "./actions/get-user.ts";
import { globalSignOut } from "./actions/global-sign-out.ts";
import { initiateAuth } from "./actions/initiate-auth.ts";
import { listGroups } from "./actions/list-groups.ts";
import { listUserPoolClients } from "./actions/list-user-pool-clients.ts";
import { listUserPools } from "./actions/list-user-pools.ts";
import { listUsersInGroup } from "./actions/list-users-in-group.ts";
import { listUsers } from "./actions/list-users.ts";
import { resendConfirmationCode } from "./actions/resend-confirmation-code.ts";
import { respondToAuthChallenge } from "./actions/respond-to-auth-challenge.ts";
import { revokeToken } from "./actions/revoke-token.ts";
import { setUserMfaPreference } from "./actions/set-user-mfa-preference.ts";
import { setUserPoolMfaConfig } from "./actions/set-user-pool-mfa-config.ts";
import { signUp } from "./actions/sign-up.ts";
import { updateGroup } from "./actions/update-group.ts";
import { updateUserAttributes } from "./actions/update-user-attributes.ts";
import { updateUserPoolClient } from "./actions/update-user-pool-client.ts";
import { updateUserPool } from "./actions/update-user-pool.ts";
import { verifySoftwareToken } from "./actions/verify-software-token.ts";
import { verifyUserAttribute } from "./actions/verify-user-attribute.ts";

/** Operations for everybody: what has to be known about the caller, the input says. */
export const unsignedActions: Record<string, Action> = {
  AssociateSoftwareToken: associateSoftwareToken,
  ChangePassword: changePassword,
  ConfirmForgotPassword: confirmForgotPassword,
  ConfirmSignUp: confirmSignUp,
  DeleteUser: deleteUser,
  DeleteUserAttributes: deleteUserAttributes,
  ForgotPassword: forgotPassword,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
  GetUserAuthFactors: getUserAuthFactors,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ResendConfirmationCode: resendConfirmationCode,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
  SetUserMFAPreference: setUserMfaPreference,
  SignUp: signUp,
  UpdateUserAttributes: updateUserAttributes,
  VerifySoftwareToken: verifySoftwareToken,
  VerifyUserAttribute: verifyUserAttribute,
};

/** Operations for the pool's owner, who signs the request (Signature Version 4). */
export const signedActions: Record<string, Action> = {
  AddCustomAttributes: addCustomAttributes,
  AdminAddUserToGroup: adminAddUserToGroup,
  AdminConfirmSignUp: adminConfirmSignUp,
  AdminCreateUser: adminCreateUser,
  AdminDeleteSoftwareToken: adminDeleteSoftwareToken,
  AdminDeleteUser: adminDeleteUser,
  AdminDeleteUserAttributes: adminDeleteUserAttributes,
  AdminDisableUser: adminDisableUser,
  AdminEnableUser: adminEnableUser,
  AdminGetUser: adminGetUser,
  AdminGetUserAuthFactors: adminGetUserAuthFactors,
  AdminInitiateAuth: adminInitiateAuth,
  AdminListGroupsForUser: adminListGroupsForUser,
  AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
  AdminResetUserPassword: adminResetUserPassword,
  AdminRespondToAuthChallenge: adminRespondToAuthChallenge,
  AdminSetUserMFAPreference: adminSetUserMfaPreference,
  AdminSetUserPassword: adminSetUserPassword,
  AdminUpdateUserAttributes: adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  CreateGroup: createGroup,
  CreateUserPool: createUserPool,
  CreateUserPoolClient: createUserPoolClient,
  DeleteGroup: deleteGroup,
  DeleteUserPool: deleteUserPool,
  DeleteUserPoolClient: deleteUserPoolClient,
  DescribeUserPool: describeUserPool,
  DescribeUserPoolClient: describeUserPoolClient,
  GetGroup: getGroup,
  GetUserPoolMfaConfig: getUserPoolMfaConfig,
  ListGroups: listGroups,
  ListUserPoolClients: listUserPoolClients,
  ListUserPools: listUserPools,
  ListUsers: listUsers,
  ListUsersInGroup: listUsersInGroup,
  SetUserPoolMfaConfig: setUserPoolMfaConfig,
  UpdateGroup: updateGroup,
  UpdateUserPool: updateUserPool,
  UpdateUserPoolClient: updateUserPoolClient,
};
