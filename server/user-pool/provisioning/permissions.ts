import { randomUUID } from "node:crypto";
import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { callPool, type PoolConnection } from "../pool-connection.ts";
import { UserPoolError } from "../user-pool-error.ts";

type Connection = Pick<PoolConnection, "cognito" | "userPoolId">;

/** Something that the API does by its own AWS permissions. */
type Permission = {
  action: string;
  /** Which protection is off where it is missing. */
  protects: string;
  /** Asks for it, about an account that cannot be there. */
  ask: (connection: Connection) => Promise<unknown>;
};

const nobody = ({ userPoolId }: Connection) => ({ UserPoolId: userPoolId, Username: randomUUID() });

/** All of them, on its own pool; the flows that people go through need none. */
export const permissions: Permission[] = [
  {
    action: "cognito-idp:AdminGetUser",
    protects: "that a second sign-up replaces one that waits, and that a reset ends all sessions here",
    ask: (connection) => connection.cognito.send(new AdminGetUserCommand(nobody(connection))),
  },
  {
    action: "cognito-idp:AdminDeleteUser",
    protects:
      "that a second sign-up replaces one that waits: a stranger's password for an address does not stay",
    ask: (connection) => connection.cognito.send(new AdminDeleteUserCommand(nobody(connection))),
  },
  {
    action: "cognito-idp:AdminUserGlobalSignOut",
    protects: "that a reset ends all sessions at the pool",
    ask: (connection) => connection.cognito.send(new AdminUserGlobalSignOutCommand(nobody(connection))),
  },
];

/** Those that AWS does not grant; what cannot be told now is not among them. */
export async function findMissingPermissions(connection: Connection): Promise<Permission[]> {
  const granted = await Promise.all(permissions.map((permission) => isGranted(connection, permission)));
  return permissions.filter((_permission, index) => !granted[index]);
}

async function isGranted(connection: Connection, { ask }: Permission): Promise<boolean> {
  try {
    await callPool(ask(connection));
    return true;
  } catch (error) {
    return !(error instanceof UserPoolError && error.code === "MISCONFIGURED");
  }
}
