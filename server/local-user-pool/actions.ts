import type { Action } from "./action.ts";
import { adminConfirmSignUp } from "./actions/admin-confirm-sign-up.ts";
import { adminCreateUser } from "./actions/admin-create-user.ts";
import { adminDeleteUser } from "./actions/admin-delete-user.ts";
import { adminGetUser } from "./actions/admin-get-user.ts";
import { adminSetUserPassword } from "./actions/admin-set-user-password.ts";
import { adminUserGlobalSignOut } from "./actions/admin-user-global-sign-out.ts";
import { confirmForgotPassword } from "./actions/confirm-forgot-password.ts";
import { confirmSignUp } from "./actions/confirm-sign-up.ts";
import { createUserPool } from "./actions/create-user-pool.ts";
import { createUserPoolClient } from "./actions/create-user-pool-client.ts";
import { describeUserPool } from "./actions/describe-user-pool.ts";
import { describeUserPoolClient } from "./actions/describe-user-pool-client.ts";
import { forgotPassword } from "./actions/forgot-password.ts";
import { getTokensFromRefreshToken } from "./actions/get-tokens-from-refresh-token.ts";
import { getUser } from "./actions/get-user.ts";
import { getUserPoolMfaConfig } from "./actions/get-user-pool-mfa-config.ts";
import { globalSignOut } from "./actions/global-sign-out.ts";
import { initiateAuth } from "./actions/initiate-auth.ts";
import { listUserPoolClients } from "./actions/list-user-pool-clients.ts";
import { listUserPools } from "./actions/list-user-pools.ts";
import { resendConfirmationCode } from "./actions/resend-confirmation-code.ts";
import { respondToAuthChallenge } from "./actions/respond-to-auth-challenge.ts";
import { revokeToken } from "./actions/revoke-token.ts";
import { setUserPoolMfaConfig } from "./actions/set-user-pool-mfa-config.ts";
import { signUp } from "./actions/sign-up.ts";
import { updateUserPool } from "./actions/update-user-pool.ts";
import { updateUserPoolClient } from "./actions/update-user-pool-client.ts";

/** Operations for everybody: what they need to know about the caller, the input says. */
export const unsignedActions: Record<string, Action> = {
  ConfirmForgotPassword: confirmForgotPassword,
  ConfirmSignUp: confirmSignUp,
  ForgotPassword: forgotPassword,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ResendConfirmationCode: resendConfirmationCode,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
  SignUp: signUp,
};

/** Operations for the pool's owner, who signs the request (Signature Version 4). */
export const signedActions: Record<string, Action> = {
  AdminConfirmSignUp: adminConfirmSignUp,
  AdminCreateUser: adminCreateUser,
  AdminDeleteUser: adminDeleteUser,
  AdminGetUser: adminGetUser,
  AdminSetUserPassword: adminSetUserPassword,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  CreateUserPool: createUserPool,
  CreateUserPoolClient: createUserPoolClient,
  DescribeUserPool: describeUserPool,
  DescribeUserPoolClient: describeUserPoolClient,
  GetUserPoolMfaConfig: getUserPoolMfaConfig,
  ListUserPoolClients: listUserPoolClients,
  ListUserPools: listUserPools,
  SetUserPoolMfaConfig: setUserPoolMfaConfig,
  UpdateUserPool: updateUserPool,
  UpdateUserPoolClient: updateUserPoolClient,
};
