import {
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  AdminSetUserMFAPreferenceCommand,
  AdminUserGlobalSignOutCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { nobody } from "../nobody.ts";
import { callPool, callPoolWithRetry, type PoolConnection } from "../pool-connection.ts";
import { callWithSpellings, usernameSpellings } from "./spellings.ts";
import { isOurFault, isRefusal, UserPoolError } from "../user-pool-error.ts";

/** Operations by the API's own AWS permissions, which each docstring names. NOT_PERMITTED if one is missing. */
export function administrationVerbs({ cognito, userPoolId, profile }: PoolConnection) {
  const findUsername = async (username: string) =>
    await callPoolWithRetry(() =>
      cognito.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: username })),
    );
  const find = async (username: string) => await callWithSpellings(usernameSpellings(username), findUsername);

  async function exists(username: string): Promise<boolean> {
    return (await ifExists(findUsername(username))) !== undefined;
  }

  async function removeTotp(username: string): Promise<void> {
    const account = { UserPoolId: userPoolId, Username: username };
    const SoftwareTokenMfaSettings = { Enabled: false, PreferredMfa: false };
    try {
      await callPoolWithRetry(() => cognito.send(new AdminDeleteSoftwareTokenCommand(account)));
    } catch (error) {
      if (!isOurFault(error) || profile().mfa === "ON") throw error;
      await callPoolWithRetry(() =>
        cognito.send(new AdminSetUserMFAPreferenceCommand({ ...account, SoftwareTokenMfaSettings })),
      );
    }
  }

  return {
    /**
     * Removes the authenticator app of an account whose owner has lost it: the next sign-in asks for none. Where the pool
     * requires a second factor, it asks to set one up. Needs cognito-idp:AdminDeleteSoftwareToken; without it
     * cognito-idp:AdminSetUserMFAPreference does, unless the pool requires a second factor.
     */
    async removeTotp({ username }: { username: string }): Promise<void> {
      await removeTotp(username);
    },

    /** Whether the API has the permissions of `removeTotp`. */
    async mayRemoveTotp(): Promise<boolean> {
      try {
        await removeTotp(nobody());
        return true;
      } catch (error) {
        if (error instanceof UserPoolError && error.code === "USER_NOT_FOUND") return true;
        if (isOurFault(error)) return false;
        throw error;
      }
    },

    /**
     * Removes an account that was never confirmed, if it has this address or number. Makes the same calls whether or not
     * there is one, so that the duration does not reveal it. Needs cognito-idp:AdminGetUser and
     * cognito-idp:AdminDeleteUser.
     *
     * @param contact a code to it would confirm the account, so whoever reads that code may replace the account.
     * @returns whether the username is free now; a confirmed account stays.
     */
    async removeUnconfirmed({ username, contact }: { username: string; contact: string }): Promise<boolean> {
      const found = await ifExists(find(username));
      const isReplaceable = found?.UserStatus === "UNCONFIRMED" && hasContact(found, contact);
      const Username = isReplaceable ? (found.Username ?? username) : nobody();
      try {
        await callPool(cognito.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username })));
      } catch (error) {
        // Nobody, or a concurrent request has removed it.
        if (!(error instanceof UserPoolError) || error.code !== "USER_NOT_FOUND") throw error;
      }
      return found === undefined || isReplaceable;
    },

    /** The account that an identifier names, if there is one. Needs cognito-idp:AdminGetUser. */
    async findAccount({ username }: { username: string }): Promise<
      | {
          sub: string | undefined;
          email: string | undefined;
          isConfirmed: boolean;
          /** A sign-up that has not been confirmed. */
          isUnconfirmed: boolean;
        }
      | undefined
    > {
      const found = await ifExists(find(username));
      return (
        found && {
          sub: valueOf(found, "sub"),
          email: valueOf(found, "email"),
          isConfirmed: found.UserStatus === "CONFIRMED",
          isUnconfirmed: found.UserStatus === "UNCONFIRMED",
        }
      );
    },

    /**
     * The spelling of an identifier under which the pool has an account; the given one if it has none. Almost always there
     * is one spelling, and no call. Needs cognito-idp:AdminGetUser, else it is the given one.
     */
    async spellingOf({ username }: { username: string }): Promise<string> {
      const spellings = usernameSpellings(username);
      if (spellings.length === 1) return username;
      try {
        return await callWithSpellings(spellings, async (spelling) => {
          await findUsername(spelling);
          return spelling;
        });
      } catch (error) {
        const isUnknown =
          isRefusal(error) || (error instanceof UserPoolError && error.code === "NOT_PERMITTED");
        if (isUnknown) return username;
        throw error;
      }
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
     * @param username an identifier of the account, or its `sub`.
     */
    async adminSignOutEverywhere({ username }: { username: string }): Promise<void> {
      await callWithSpellings(usernameSpellings(username), async (spelling) => {
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

function valueOf({ UserAttributes }: AdminGetUserCommandOutput, name: string): string | undefined {
  return UserAttributes?.find(({ Name }) => Name === name)?.Value;
}

/** Addresses are compared in the pool's spelling and in ours. */
function hasContact(account: AdminGetUserCommandOutput, contact: string): boolean {
  const spellings = usernameSpellings(contact).map((each) => each.toLowerCase());
  return ["email", "phone_number"].some((name) =>
    spellings.includes((valueOf(account, name) ?? "").toLowerCase()),
  );
}
