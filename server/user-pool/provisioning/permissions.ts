import { randomUUID } from "node:crypto";
import {
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserCommand,
  AdminDisableProviderForUserCommand,
  AdminForgetDeviceCommand,
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateDeviceStatusCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { callPool, type PoolConnection } from "../pool-connection.ts";
import { UserPoolError } from "../user-pool-error.ts";

type Connection = Pick<PoolConnection, "cognito" | "userPoolId">;

/** An AWS permission of the API. */
type Permission = {
  action: string;
  /** The protection that is off without it. */
  protects: string;
  /** Uses it on an account that cannot exist. */
  probe: (connection: Connection) => Promise<unknown>;
};

const randomAccount = ({ userPoolId }: Connection) => ({ UserPoolId: userPoolId, Username: randomUUID() });

const scopeless = "tokens from which a trigger of the pool has dropped the user scope";

/**
 * All AWS permissions of the API, on its own pool. The flows of users need none, as long as their tokens have the user
 * scope.
 */
export const permissions: Permission[] = [
  {
    action: "cognito-idp:AdminGetUser",
    protects:
      "a second sign-up replaces an unconfirmed one, and a password reset revokes all sessions in the API",
    probe: (connection) => connection.cognito.send(new AdminGetUserCommand(randomAccount(connection))),
  },
  {
    action: "cognito-idp:AdminDeleteUser",
    protects:
      "a second sign-up replaces an unconfirmed one, so that a stranger's password for an address does not stay",
    probe: (connection) => connection.cognito.send(new AdminDeleteUserCommand(randomAccount(connection))),
  },
  {
    action: "cognito-idp:AdminUserGlobalSignOut",
    protects: "a change of password, and a sign-out everywhere, revoke all tokens at the pool",
    probe: (connection) =>
      connection.cognito.send(new AdminUserGlobalSignOutCommand(randomAccount(connection))),
  },
  {
    action: "cognito-idp:ListUsers",
    protects: "accounts that are gone at the pool are removed",
    probe: ({ cognito, userPoolId }) =>
      cognito.send(
        new ListUsersCommand({ UserPoolId: userPoolId, Filter: `sub = "${randomUUID()}"`, Limit: 1 }),
      ),
  },
  {
    action: "cognito-idp:AdminUpdateUserAttributes",
    protects: `e-mail addresses can be changed although the app client may not write them, and profiles with ${scopeless}`,
    probe: (connection) =>
      connection.cognito.send(
        new AdminUpdateUserAttributesCommand({ ...randomAccount(connection), UserAttributes: [] }),
      ),
  },
  {
    action: "cognito-idp:AdminSetUserPassword",
    protects: `passwords can be changed with ${scopeless}`,
    probe: (connection) =>
      connection.cognito.send(
        new AdminSetUserPasswordCommand({ ...randomAccount(connection), Password: randomUUID() }),
      ),
  },
  {
    action: "cognito-idp:AdminSetUserMFAPreference",
    protects: `an authenticator app can be disabled with ${scopeless}`,
    probe: (connection) =>
      connection.cognito.send(new AdminSetUserMFAPreferenceCommand(randomAccount(connection))),
  },
  {
    action: "cognito-idp:AdminDeleteSoftwareToken",
    protects: "people who have lost their authenticator app get back in with a recovery code",
    probe: (connection) =>
      connection.cognito.send(new AdminDeleteSoftwareTokenCommand(randomAccount(connection))),
  },
  {
    action: "cognito-idp:AdminUpdateDeviceStatus",
    protects: "a device that is forgotten here while it is signed in is distrusted at the pool too",
    probe: (connection) =>
      connection.cognito.send(
        new AdminUpdateDeviceStatusCommand({
          ...randomAccount(connection),
          DeviceKey: `us-east-1_${randomUUID()}`,
          DeviceRememberedStatus: "not_remembered",
        }),
      ),
  },
  {
    action: "cognito-idp:AdminForgetDevice",
    protects: "a device that is forgotten here, or was remembered for 30 days, is forgotten at the pool too",
    probe: (connection) =>
      connection.cognito.send(
        new AdminForgetDeviceCommand({
          ...randomAccount(connection),
          DeviceKey: `us-east-1_${randomUUID()}`,
        }),
      ),
  },
  {
    action: "cognito-idp:AdminLinkProviderForUser",
    protects: "an identity provider whose address has an account can be linked to it",
    probe: (connection) =>
      connection.cognito.send(
        new AdminLinkProviderForUserCommand({
          UserPoolId: connection.userPoolId,
          DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: randomUUID() },
          SourceUser: nobodyAtAProvider(),
        }),
      ),
  },
  {
    action: "cognito-idp:AdminDisableProviderForUser",
    protects: "an identity provider can be unlinked from an account",
    probe: ({ cognito, userPoolId: UserPoolId }) =>
      cognito.send(new AdminDisableProviderForUserCommand({ UserPoolId, User: nobodyAtAProvider() })),
  },
];

function nobodyAtAProvider() {
  return {
    ProviderName: "Google",
    ProviderAttributeName: "Cognito_Subject",
    ProviderAttributeValue: randomUUID(),
  };
}

/**
 * By which the API reads what its pool is like. Without them the environment says so. DescribeUserPoolClient also returns
 * the secret of the app client.
 */
export const readingActions = [
  "cognito-idp:DescribeUserPool",
  "cognito-idp:DescribeUserPoolClient",
  "cognito-idp:GetUserPoolMfaConfig",
];

/** The permissions that AWS does not grant. One that cannot be checked now counts as granted. */
export async function findMissingPermissions(connection: Connection): Promise<Permission[]> {
  const granted = await Promise.all(permissions.map((permission) => isGranted(connection, permission)));
  return permissions.filter((_permission, index) => !granted[index]);
}

async function isGranted(connection: Connection, { probe }: Permission): Promise<boolean> {
  try {
    await callPool(probe(connection));
    return true;
  } catch (error) {
    return !(error instanceof UserPoolError && error.code === "NOT_PERMITTED");
  }
}
