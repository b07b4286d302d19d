import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  AdminUserGlobalSignOutCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { nobody } from "../nobody.ts";
import { callPool, callPoolWithRetry, type PoolConnection } from "../pool-connection.ts";
import { callWithSpellings, emailSpellings } from "./spellings.ts";
import { UserPoolError } from "../user-pool-error.ts";

/** Operations by the API's own AWS permissions, which each docstring names. NOT_PERMITTED if one is missing. */
export function administrationVerbs({ cognito, userPoolId }: PoolConnection) {
  const findUsername = async (username: string) =>
    await callPoolWithRetry(() =>
      cognito.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: username })),
    );
  const find = async (email: string) => await callWithSpellings(emailSpellings(email), findUsername);

  async function exists(username: string): Promise<boolean> {
    return (await ifExists(findUsername(username))) !== undefined;
  }

  return {
    /**
     * Removes an account that was never confirmed. Makes the same calls whether or not there is one, so that the
     * duration does not reveal it. Needs cognito-idp:AdminGetUser and cognito-idp:AdminDeleteUser.
     *
     * @returns whether the address is free now; a confirmed account stays.
     */
    async removeUnconfirmed({ email }: { email: string }): Promise<boolean> {
      const found = await ifExists(find(email));
      const isUnconfirmed = found?.UserStatus === "UNCONFIRMED";
      const Username = isUnconfirmed ? (found.Username ?? email) : nobody();
      try {
        await callPool(cognito.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username })));
      } catch (error) {
        // Nobody, or a concurrent request has removed it.
        if (!(error instanceof UserPoolError) || error.code !== "USER_NOT_FOUND") throw error;
      }
      return found === undefined || isUnconfirmed;
    },

    /** The account with this address, if there is one. Needs cognito-idp:AdminGetUser. */
    async findAccount({
      email,
    }: {
      email: string;
    }): Promise<{ sub: string | undefined; isConfirmed: boolean } | undefined> {
      const found = await ifExists(find(email));
      return found && { sub: subOf(found), isConfirmed: found.UserStatus === "CONFIRMED" };
    },

    /** Whether an account exists. Needs cognito-idp:AdminGetUser. */
    async exists({ username }: { username: string }): Promise<boolean> {
      return await exists(username);
    },

    /**
     * Whether the pool has no account with a `sub`. Needs cognito-idp:AdminGetUser, and cognito-idp:ListUsers, since
     * AdminGetUser does not find users of external identity providers by their `sub`.
     */
    async isGone({ sub }: { sub: string }): Promise<boolean> {
      if (!/^[\w-]+$/.test(sub) || (await exists(sub))) return false;
      const { Users, PaginationToken } = await callPoolWithRetry(() =>
        cognito.send(new ListUsersCommand({ UserPoolId: userPoolId, Filter: `sub = "${sub}"`, Limit: 1 })),
      );
      return Users?.length === 0 && PaginationToken === undefined;
    },

    /**
     * Revokes all tokens of an account, of all app clients. Needs cognito-idp:AdminUserGlobalSignOut.
     *
     * @param username the account's address or `sub`.
     */
    async adminSignOutEverywhere({ username }: { username: string }): Promise<void> {
      const spellings = username.includes("@") ? emailSpellings(username) : [username];
      await callWithSpellings(spellings, async (spelling) => {
        await callPoolWithRetry(() =>
          cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId, Username: spelling })),
        );
      });
    },
  };
}

/** Undefined if the pool has no such account. */
async function ifExists(
  search: Promise<AdminGetUserCommandOutput>,
): Promise<AdminGetUserCommandOutput | undefined> {
  try {
    return await search;
  } catch (error) {
    if (error instanceof UserPoolError && error.code === "USER_NOT_FOUND") return undefined;
    throw error;
  }
}

function subOf({ UserAttributes }: AdminGetUserCommandOutput): string | undefined {
  return UserAttributes?.find(({ Name }) => Name === "sub")?.Value;
}
