import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { attempt, attemptTwice, type PoolConnection } from "./pool-connection.ts";
import { UserPoolError } from "./user-pool-error.ts";

/** What the API does by its own AWS permissions, each named at its verb. MISCONFIGURED where it lacks them. */
export function administrationVerbs({ cognito, userPoolId }: PoolConnection) {
  const find = async (username: string) =>
    await attemptTwice(() =>
      cognito.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: username })),
    );

  return {
    /** Whether an account waits for its confirmation. Needs cognito-idp:AdminGetUser. */
    async isUnconfirmed({ email }: { email: string }): Promise<boolean> {
      return (await find(email)).UserStatus === "UNCONFIRMED";
    },

    /** Whether there is such an account. Needs cognito-idp:AdminGetUser. */
    async exists({ username }: { username: string }): Promise<boolean> {
      try {
        await find(username);
        return true;
      } catch (error) {
        if (error instanceof UserPoolError && error.code === "USER_NOT_FOUND") return false;
        throw error;
      }
    },

    /** Removes an account. Needs cognito-idp:AdminDeleteUser. */
    async delete({ email }: { email: string }): Promise<void> {
      await attempt(cognito.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: email })));
    },

    /** Ends all sign-ins of an account. Needs cognito-idp:AdminUserGlobalSignOut. */
    async endSignIns({ username }: { username: string }): Promise<void> {
      await attemptTwice(() =>
        cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId, Username: username })),
      );
    },
  };
}
