import { addUserPoolClientSecret } from "./app-clients/add-user-pool-client-secret.ts";
import { createUserPoolClient } from "./app-clients/create-user-pool-client.ts";
import { deleteUserPoolClientSecret } from "./app-clients/delete-user-pool-client-secret.ts";
import { deleteUserPoolClient } from "./app-clients/delete-user-pool-client.ts";
import { describeUserPoolClient } from "./app-clients/describe-user-pool-client.ts";
import { listUserPoolClientSecrets } from "./app-clients/list-user-pool-client-secrets.ts";
import { listUserPoolClients } from "./app-clients/list-user-pool-clients.ts";
import { updateUserPoolClient } from "./app-clients/update-user-pool-client.ts";
import { createManagedLoginBranding } from "./branding/create-managed-login-branding.ts";
import { createTerms } from "./branding/create-terms.ts";
import { deleteManagedLoginBranding } from "./branding/delete-managed-login-branding.ts";
import { deleteTerms } from "./branding/delete-terms.ts";
import { describeManagedLoginBrandingByClient } from "./branding/describe-managed-login-branding-by-client.ts";
import { describeManagedLoginBranding } from "./branding/describe-managed-login-branding.ts";
import { describeTermsByClient } from "./branding/describe-terms-by-client.ts";
import { describeTerms } from "./branding/describe-terms.ts";
import { getUiCustomization } from "./branding/get-ui-customization.ts";
import { listTerms } from "./branding/list-terms.ts";
import { setUiCustomization } from "./branding/set-ui-customization.ts";
import { updateManagedLoginBranding } from "./branding/update-managed-login-branding.ts";
import { updateTerms } from "./branding/update-terms.ts";
import { adminForgetDevice } from "./devices/admin-forget-device.ts";
import { adminGetDevice } from "./devices/admin-get-device.ts";
import { adminListDevices } from "./devices/admin-list-devices.ts";
import { adminUpdateDeviceStatus } from "./devices/admin-update-device-status.ts";
import { confirmDevice } from "./devices/confirm-device.ts";
import { forgetDevice } from "./devices/forget-device.ts";
import { getDevice } from "./devices/get-device.ts";
import { listDevices } from "./devices/list-devices.ts";
import { updateDeviceStatus } from "./devices/update-device-status.ts";
import { createUserPoolDomain } from "./domains/create-user-pool-domain.ts";
import { deleteUserPoolDomain } from "./domains/delete-user-pool-domain.ts";
import { describeUserPoolDomain } from "./domains/describe-user-pool-domain.ts";
import { updateUserPoolDomain } from "./domains/update-user-pool-domain.ts";
import { adminDeleteSoftwareToken } from "./factors/admin-delete-software-token.ts";
import { adminGetUserAuthFactors } from "./factors/admin-get-user-auth-factors.ts";
import { adminSetUserMfaPreference } from "./factors/admin-set-user-mfa-preference.ts";
import { adminSetUserSettings } from "./factors/admin-set-user-settings.ts";
import { associateSoftwareToken } from "./factors/associate-software-token.ts";
import { getUserAuthFactors } from "./factors/get-user-auth-factors.ts";
import { setUserMfaPreference } from "./factors/set-user-mfa-preference.ts";
import { setUserSettings } from "./factors/set-user-settings.ts";
import { verifySoftwareToken } from "./factors/verify-software-token.ts";
import { adminAddUserToGroup } from "./groups/admin-add-user-to-group.ts";
import { adminListGroupsForUser } from "./groups/admin-list-groups-for-user.ts";
import { adminRemoveUserFromGroup } from "./groups/admin-remove-user-from-group.ts";
import { adminDisableProviderForUser } from "./federation/admin-disable-provider-for-user.ts";
import { adminLinkProviderForUser } from "./federation/admin-link-provider-for-user.ts";
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
import { createIdentityProvider } from "./identity-providers/create-identity-provider.ts";
import { deleteIdentityProvider } from "./identity-providers/delete-identity-provider.ts";
import { describeIdentityProvider } from "./identity-providers/describe-identity-provider.ts";
import { getIdentityProviderByIdentifier } from "./identity-providers/get-identity-provider-by-identifier.ts";
import { getSigningCertificate } from "./identity-providers/get-signing-certificate.ts";
import { listIdentityProviders } from "./identity-providers/list-identity-providers.ts";
import { updateIdentityProvider } from "./identity-providers/update-identity-provider.ts";
import { getProvisionedLimit } from "./limits/get-provisioned-limit.ts";
import { updateProvisionedLimit } from "./limits/update-provisioned-limit.ts";
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
import { adminListUserAuthEvents } from "./protection/admin-list-user-auth-events.ts";
import { adminUpdateAuthEventFeedback } from "./protection/admin-update-auth-event-feedback.ts";
import { describeRiskConfiguration } from "./protection/describe-risk-configuration.ts";
import { getLogDeliveryConfiguration } from "./protection/get-log-delivery-configuration.ts";
import { setLogDeliveryConfiguration } from "./protection/set-log-delivery-configuration.ts";
import { setRiskConfiguration } from "./protection/set-risk-configuration.ts";
import { updateAuthEventFeedback } from "./protection/update-auth-event-feedback.ts";
import { createUserPoolReplica } from "./replicas/create-user-pool-replica.ts";
import { deleteUserPoolReplica } from "./replicas/delete-user-pool-replica.ts";
import { listUserPoolReplicas } from "./replicas/list-user-pool-replicas.ts";
import { updateUserPoolReplica } from "./replicas/update-user-pool-replica.ts";
import { createResourceServer } from "./resource-servers/create-resource-server.ts";
import { deleteResourceServer } from "./resource-servers/delete-resource-server.ts";
import { describeResourceServer } from "./resource-servers/describe-resource-server.ts";
import { listResourceServers } from "./resource-servers/list-resource-servers.ts";
import { updateResourceServer } from "./resource-servers/update-resource-server.ts";
import { adminListUserSessions } from "./sessions/admin-list-user-sessions.ts";
import { adminRevokeUserSession } from "./sessions/admin-revoke-user-session.ts";
import { getUserPoolClientSessionConfiguration } from "./sessions/get-user-pool-client-session-configuration.ts";
import { getUserPoolSessionConfiguration } from "./sessions/get-user-pool-session-configuration.ts";
import { listUserSessions } from "./sessions/list-user-sessions.ts";
import { revokeUserSession } from "./sessions/revoke-user-session.ts";
import { setUserPoolClientSessionConfiguration } from "./sessions/set-user-pool-client-session-configuration.ts";
import { setUserPoolSessionConfiguration } from "./sessions/set-user-pool-session-configuration.ts";
import { adminInitiateAuth } from "./sign-in/admin-initiate-auth.ts";
import { adminRespondToAuthChallenge } from "./sign-in/admin-respond-to-auth-challenge.ts";
import { adminUserGlobalSignOut } from "./sign-in/admin-user-global-sign-out.ts";
import { getClientToken } from "./sign-in/get-client-token.ts";
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
  GetClientToken: getClientToken,
  GetDevice: getDevice,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
  GetUserAuthFactors: getUserAuthFactors,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ListDevices: listDevices,
  ListWebAuthnCredentials: listWebAuthnCredentials,
  ListUserSessions: listUserSessions,
  ResendConfirmationCode: resendConfirmationCode,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
  RevokeUserSession: revokeUserSession,
  SetUserMFAPreference: setUserMfaPreference,
  SetUserSettings: setUserSettings,
  SignUp: signUp,
  StartWebAuthnRegistration: startWebAuthnRegistration,
  UpdateAuthEventFeedback: updateAuthEventFeedback,
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
  AdminDisableProviderForUser: adminDisableProviderForUser,
  AdminDisableUser: adminDisableUser,
  AdminEnableUser: adminEnableUser,
  AdminForgetDevice: adminForgetDevice,
  AdminGetDevice: adminGetDevice,
  AdminGetUser: adminGetUser,
  AdminGetUserAuthFactors: adminGetUserAuthFactors,
  AdminInitiateAuth: adminInitiateAuth,
  AdminLinkProviderForUser: adminLinkProviderForUser,
  AdminListDevices: adminListDevices,
  AdminListGroupsForUser: adminListGroupsForUser,
  AdminListUserAuthEvents: adminListUserAuthEvents,
  AdminListUserSessions: adminListUserSessions,
  AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
  AdminResetUserPassword: adminResetUserPassword,
  AdminRespondToAuthChallenge: adminRespondToAuthChallenge,
  AdminRevokeUserSession: adminRevokeUserSession,
  AdminSetUserMFAPreference: adminSetUserMfaPreference,
  AdminSetUserPassword: adminSetUserPassword,
  AdminSetUserSettings: adminSetUserSettings,
  AdminUpdateAuthEventFeedback: adminUpdateAuthEventFeedback,
  AdminUpdateDeviceStatus: adminUpdateDeviceStatus,
  AdminUpdateUserAttributes: adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  CreateGroup: createGroup,
  CreateIdentityProvider: createIdentityProvider,
  CreateManagedLoginBranding: createManagedLoginBranding,
  CreateResourceServer: createResourceServer,
  CreateTerms: createTerms,
  CreateUserPool: createUserPool,
  CreateUserPoolClient: createUserPoolClient,
  CreateUserPoolDomain: createUserPoolDomain,
  CreateUserPoolReplica: createUserPoolReplica,
  DeleteGroup: deleteGroup,
  DeleteIdentityProvider: deleteIdentityProvider,
  DeleteManagedLoginBranding: deleteManagedLoginBranding,
  DeleteResourceServer: deleteResourceServer,
  DeleteTerms: deleteTerms,
  DeleteUserPool: deleteUserPool,
  DeleteUserPoolClient: deleteUserPoolClient,
  DeleteUserPoolClientSecret: deleteUserPoolClientSecret,
  DeleteUserPoolDomain: deleteUserPoolDomain,
  DeleteUserPoolReplica: deleteUserPoolReplica,
  DescribeIdentityProvider: describeIdentityProvider,
  DescribeManagedLoginBranding: describeManagedLoginBranding,
  DescribeManagedLoginBrandingByClient: describeManagedLoginBrandingByClient,
  DescribeResourceServer: describeResourceServer,
  DescribeRiskConfiguration: describeRiskConfiguration,
  DescribeTerms: describeTerms,
  DescribeTermsByClient: describeTermsByClient,
  DescribeUserPool: describeUserPool,
  DescribeUserPoolClient: describeUserPoolClient,
  DescribeUserPoolDomain: describeUserPoolDomain,
  GetGroup: getGroup,
  GetIdentityProviderByIdentifier: getIdentityProviderByIdentifier,
  GetLogDeliveryConfiguration: getLogDeliveryConfiguration,
  GetProvisionedLimit: getProvisionedLimit,
  GetSigningCertificate: getSigningCertificate,
  GetUICustomization: getUiCustomization,
  GetUserPoolClientSessionConfiguration: getUserPoolClientSessionConfiguration,
  GetUserPoolMfaConfig: getUserPoolMfaConfig,
  GetUserPoolSessionConfiguration: getUserPoolSessionConfiguration,
  ListGroups: listGroups,
  ListIdentityProviders: listIdentityProviders,
  ListResourceServers: listResourceServers,
  ListTagsForResource: listTagsForResource,
  ListTerms: listTerms,
  ListUserPoolClients: listUserPoolClients,
  ListUserPoolClientSecrets: listUserPoolClientSecrets,
  ListUserPoolReplicas: listUserPoolReplicas,
  ListUserPools: listUserPools,
  ListUsers: listUsers,
  ListUsersInGroup: listUsersInGroup,
  SetLogDeliveryConfiguration: setLogDeliveryConfiguration,
  SetRiskConfiguration: setRiskConfiguration,
  SetUICustomization: setUiCustomization,
  SetUserPoolClientSessionConfiguration: setUserPoolClientSessionConfiguration,
  SetUserPoolMfaConfig: setUserPoolMfaConfig,
  SetUserPoolSessionConfiguration: setUserPoolSessionConfiguration,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateGroup: updateGroup,
  UpdateIdentityProvider: updateIdentityProvider,
  UpdateManagedLoginBranding: updateManagedLoginBranding,
  UpdateProvisionedLimit: updateProvisionedLimit,
  UpdateResourceServer: updateResourceServer,
  UpdateTerms: updateTerms,
  UpdateUserPool: updateUserPool,
  UpdateUserPoolClient: updateUserPoolClient,
  UpdateUserPoolDomain: updateUserPoolDomain,
  UpdateUserPoolReplica: updateUserPoolReplica,
};
