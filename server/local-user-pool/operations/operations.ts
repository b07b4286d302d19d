import { addUserPoolClientSecret } from "./app-clients/add-user-pool-client-secret.ts";
import { createUserPoolClient } from "./app-clients/create-user-pool-client.ts";
import { deleteUserPoolClientSecret } from "./app-clients/delete-user-pool-client-secret.ts";
import { deleteUserPoolClient } from "./app-clients/delete-user-pool-client.ts";
import { describeUserPoolClient } from "./app-clients/describe-user-pool-client.ts";
import { listUserPoolClientSecrets } from "./app-clients/list-user-pool-client-secrets.ts";
import { listUserPoolClients } from "./app-clients/list-user-pool-clients.ts";
import { updateUserPoolClient } from "./app-clients/update-user-pool-client.ts";
import { adminForgetDevice } from "./devices/admin-forget-device.ts";
import { adminGetDevice } from "./devices/admin-get-device.ts";
import { adminListDevices } from "./devices/admin-list-devices.ts";
import { adminUpdateDeviceStatus } from "./devices/admin-update-device-status.ts";
import { confirmDevice } from "./devices/confirm-device.ts";
import { forgetDevice } from "./devices/forget-device.ts";
import { getDevice } from "./devices/get-device.ts";
import { listDevices } from "./devices/list-devices.ts";
import { updateDeviceStatus } from "./devices/update-device-status.ts";
import { adminDeleteSoftwareToken } from "./factors/admin-delete-software-token.ts";
import { adminGetUserAuthFactors } from "./factors/admin-get-user-auth-factors.ts";
import { adminSetUserMfaPreference } from "./factors/admin-set-user-mfa-preference.ts";
import { associateSoftwareToken } from "./factors/associate-software-token.ts";
import { getUserAuthFactors } from "./factors/get-user-auth-factors.ts";
import { setUserMfaPreference } from "./factors/set-user-mfa-preference.ts";
import { verifySoftwareToken } from "./factors/verify-software-token.ts";
import { adminAddUserToGroup } from "./groups/admin-add-user-to-group.ts";
import { adminListGroupsForUser } from "./groups/admin-list-groups-for-user.ts";
import { adminRemoveUserFromGroup } from "./groups/admin-remove-user-from-group.ts";
import { createGroup } from "./groups/create-group.ts";
import { deleteGroup } from "./groups/delete-group.ts";
import { getGroup } from "./groups/get-group.ts";
import { listGroups } from "./groups/list-groups.ts";
import { listUsersInGroup } from "./groups/list-users-in-group.ts";
import { updateGroup } from "./groups/update-group.ts";
import { completeWebAuthnRegistration } from "./passkeys/complete-web-authn-registration.ts";
import { deleteWebAuthnCredential } from "./passkeys/delete-web-authn-credential.ts";
import { listWebAuthnCredentials } from "./passkeys/list-web-authn-credentials.ts";
import { startWebAuthnRegistration } from "./passkeys/start-web-authn-registration.ts";
import { adminResetUserPassword } from "./passwords/admin-reset-user-password.ts";
import { adminSetUserPassword } from "./passwords/admin-set-user-password.ts";
import { changePassword } from "./passwords/change-password.ts";
import { confirmForgotPassword } from "./passwords/confirm-forgot-password.ts";
import { forgotPassword } from "./passwords/forgot-password.ts";
import { addCustomAttributes } from "./pools/add-custom-attributes.ts";
import { createUserPool } from "./pools/create-user-pool.ts";
import { deleteUserPool } from "./pools/delete-user-pool.ts";
import { describeUserPool } from "./pools/describe-user-pool.ts";
import { getUserPoolMfaConfig } from "./pools/get-user-pool-mfa-config.ts";
import { listUserPools } from "./pools/list-user-pools.ts";
import { setUserPoolMfaConfig } from "./pools/set-user-pool-mfa-config.ts";
import { updateUserPool } from "./pools/update-user-pool.ts";
import { createResourceServer } from "./resource-servers/create-resource-server.ts";
import { deleteResourceServer } from "./resource-servers/delete-resource-server.ts";
import { describeResourceServer } from "./resource-servers/describe-resource-server.ts";
import { listResourceServers } from "./resource-servers/list-resource-servers.ts";
import { updateResourceServer } from "./resource-servers/update-resource-server.ts";
import { adminInitiateAuth } from "./sign-in/admin-initiate-auth.ts";
import { adminRespondToAuthChallenge } from "./sign-in/admin-respond-to-auth-challenge.ts";
import { adminUserGlobalSignOut } from "./sign-in/admin-user-global-sign-out.ts";
import { getTokensFromRefreshToken } from "./sign-in/get-tokens-from-refresh-token.ts";
import { globalSignOut } from "./sign-in/global-sign-out.ts";
import { initiateAuth } from "./sign-in/initiate-auth.ts";
import { respondToAuthChallenge } from "./sign-in/respond-to-auth-challenge.ts";
import { revokeToken } from "./sign-in/revoke-token.ts";
import { adminConfirmSignUp } from "./sign-up/admin-confirm-sign-up.ts";
import { adminCreateUser } from "./sign-up/admin-create-user.ts";
import { confirmSignUp } from "./sign-up/confirm-sign-up.ts";
import { resendConfirmationCode } from "./sign-up/resend-confirmation-code.ts";
import { signUp } from "./sign-up/sign-up.ts";
import { listTagsForResource } from "./tags/list-tags-for-resource.ts";
import { tagResource } from "./tags/tag-resource.ts";
import { untagResource } from "./tags/untag-resource.ts";
import { adminDeleteUserAttributes } from "./users/admin-delete-user-attributes.ts";
import { adminDeleteUser } from "./users/admin-delete-user.ts";
import { adminDisableUser } from "./users/admin-disable-user.ts";
import { adminEnableUser } from "./users/admin-enable-user.ts";
import { adminGetUser } from "./users/admin-get-user.ts";
import { adminUpdateUserAttributes } from "./users/admin-update-user-attributes.ts";
import { deleteUserAttributes } from "./users/delete-user-attributes.ts";
import { deleteUser } from "./users/delete-user.ts";
import { getUserAttributeVerificationCode } from "./users/get-user-attribute-verification-code.ts";
import { getUser } from "./users/get-user.ts";
import { listUsers } from "./users/list-users.ts";
import { updateUserAttributes } from "./users/update-user-attributes.ts";
import { verifyUserAttribute } from "./users/verify-user-attribute.ts";
import type { Operation } from "./definition/operation.ts";

/** Operations that need no signature: their input authenticates the caller where that is necessary. */
export const unsignedOperations: Record<string, Operation> = {
  AssociateSoftwareToken: associateSoftwareToken,
  ChangePassword: changePassword,
  CompleteWebAuthnRegistration: completeWebAuthnRegistration,
  ConfirmDevice: confirmDevice,
  ConfirmForgotPassword: confirmForgotPassword,
  ConfirmSignUp: confirmSignUp,
  DeleteUser: deleteUser,
  DeleteUserAttributes: deleteUserAttributes,
  DeleteWebAuthnCredential: deleteWebAuthnCredential,
  ForgetDevice: forgetDevice,
  ForgotPassword: forgotPassword,
  GetDevice: getDevice,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
  GetUserAuthFactors: getUserAuthFactors,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ListDevices: listDevices,
  ListWebAuthnCredentials: listWebAuthnCredentials,
  ResendConfirmationCode: resendConfirmationCode,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
  SetUserMFAPreference: setUserMfaPreference,
  SignUp: signUp,
  StartWebAuthnRegistration: startWebAuthnRegistration,
  UpdateDeviceStatus: updateDeviceStatus,
  UpdateUserAttributes: updateUserAttributes,
  VerifySoftwareToken: verifySoftwareToken,
  VerifyUserAttribute: verifyUserAttribute,
};

/** Operations for administrators, who sign the request (Signature Version 4). */
export const signedOperations: Record<string, Operation> = {
  AddCustomAttributes: addCustomAttributes,
  AddUserPoolClientSecret: addUserPoolClientSecret,
  AdminAddUserToGroup: adminAddUserToGroup,
  AdminConfirmSignUp: adminConfirmSignUp,
  AdminCreateUser: adminCreateUser,
  AdminDeleteSoftwareToken: adminDeleteSoftwareToken,
  AdminDeleteUser: adminDeleteUser,
  AdminDeleteUserAttributes: adminDeleteUserAttributes,
  AdminDisableUser: adminDisableUser,
  AdminEnableUser: adminEnableUser,
  AdminForgetDevice: adminForgetDevice,
  AdminGetDevice: adminGetDevice,
  AdminGetUser: adminGetUser,
  AdminGetUserAuthFactors: adminGetUserAuthFactors,
  AdminInitiateAuth: adminInitiateAuth,
  AdminListDevices: adminListDevices,
  AdminListGroupsForUser: adminListGroupsForUser,
  AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
  AdminResetUserPassword: adminResetUserPassword,
  AdminRespondToAuthChallenge: adminRespondToAuthChallenge,
  AdminSetUserMFAPreference: adminSetUserMfaPreference,
  AdminSetUserPassword: adminSetUserPassword,
  AdminUpdateDeviceStatus: adminUpdateDeviceStatus,
  AdminUpdateUserAttributes: adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  CreateGroup: createGroup,
  CreateResourceServer: createResourceServer,
  CreateUserPool: createUserPool,
  CreateUserPoolClient: createUserPoolClient,
  DeleteGroup: deleteGroup,
  DeleteResourceServer: deleteResourceServer,
  DeleteUserPool: deleteUserPool,
  DeleteUserPoolClient: deleteUserPoolClient,
  DeleteUserPoolClientSecret: deleteUserPoolClientSecret,
  DescribeResourceServer: describeResourceServer,
  DescribeUserPool: describeUserPool,
  DescribeUserPoolClient: describeUserPoolClient,
  GetGroup: getGroup,
  GetUserPoolMfaConfig: getUserPoolMfaConfig,
  ListGroups: listGroups,
  ListResourceServers: listResourceServers,
  ListTagsForResource: listTagsForResource,
  ListUserPoolClients: listUserPoolClients,
  ListUserPoolClientSecrets: listUserPoolClientSecrets,
  ListUserPools: listUserPools,
  ListUsers: listUsers,
  ListUsersInGroup: listUsersInGroup,
  SetUserPoolMfaConfig: setUserPoolMfaConfig,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateGroup: updateGroup,
  UpdateResourceServer: updateResourceServer,
  UpdateUserPool: updateUserPool,
  UpdateUserPoolClient: updateUserPoolClient,
};
