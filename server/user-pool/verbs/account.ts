import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  DeleteUserCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserAuthFactorsCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  SetUserMFAPreferenceCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  type AccountOwner,
  callPoolAsOwner,
  callPoolWithRetry,
  type PoolConnection,
} from "../pool-connection.ts";
import { type AccountProfile, toProfile } from "../account-profile.ts";
import { UserPoolError } from "../user-pool-error.ts";

/**
 * Operations of users on their own account: by the access token, whose validity the pool checks; or, for a token without
 * the user scope, by the API's own AWS permissions, on the account of its `sub`.
 */
export function accountVerbs({ cognito, userPoolId }: PoolConnection) {
  const accountOf = ({ claims }: AccountOwner) => ({ UserPoolId: userPoolId, Username: claims.sub });

  async function getUser(owner: AccountOwner): Promise<{
    Username?: string | undefined;
    UserAttributes?: AttributeType[] | undefined;
    UserMFASettingList?: string[] | undefined;
  }> {
    return await callPoolWithRetry(
      async () =>
        owner.claims.hasUserScope
          ? await cognito.send(new GetUserCommand({ AccessToken: owner.accessToken }))
          : await cognito.send(new AdminGetUserCommand(accountOf(owner))),
      callPoolAsOwner,
    );
  }

  return {
    async getProfile(owner: AccountOwner): Promise<AccountProfile> {
      const { Username, UserAttributes = [] } = await getUser(owner);
      const attributes = Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
      return toProfile({ ...attributes, "cognito:username": Username });
    },

    /** Whether the account of an access token exists. ACCESS_TOKEN_REFUSED if the token was revoked. */
    async ownerExists({ accessToken }: { accessToken: string }): Promise<boolean> {
      try {
        await callPoolWithRetry(() => cognito.send(new GetUserCommand({ AccessToken: accessToken })));
        return true;
      } catch (error) {
        if (error instanceof UserPoolError && error.code === "USER_NOT_FOUND") return false;
        throw error;
      }
    },

    /** Whether the account has a password. Requires the user scope. */
    async hasPassword({ accessToken }: AccountOwner): Promise<boolean> {
      const { ConfiguredUserAuthFactors = [] } = await callPoolWithRetry(
        () => cognito.send(new GetUserAuthFactorsCommand({ AccessToken: accessToken })),
        callPoolAsOwner,
      );
      return ConfiguredUserAuthFactors.includes("PASSWORD");
    },

    /** Whether sign-in requires a code of the authenticator app. */
    async isTotpEnabled(owner: AccountOwner): Promise<boolean> {
      const { UserMFASettingList } = await getUser(owner);
      return UserMFASettingList?.includes("SOFTWARE_TOKEN_MFA") ?? false;
    },

    /** Sets whether sign-in requires a code. */
    async setTotpEnabled(owner: AccountOwner, { enabled }: { enabled: boolean }): Promise<void> {
      const preference = { SoftwareTokenMfaSettings: { Enabled: enabled, PreferredMfa: enabled } };
      await callPoolWithRetry<unknown>(
        async () =>
          owner.claims.hasUserScope
            ? await cognito.send(
                new SetUserMFAPreferenceCommand({ AccessToken: owner.accessToken, ...preference }),
              )
            : await cognito.send(
                new AdminSetUserMFAPreferenceCommand({ ...accountOf(owner), ...preference }),
              ),
        callPoolAsOwner,
      );
    },

    /**
     * Changes attributes by the API's AWS permission, as the app client may not write all of them. The pool mails a code to
     * a new address, which replaces the old one once the code is verified. Without the permission the access token must do.
     */
    async updateAttributes(owner: AccountOwner, attributes: Record<string, string>): Promise<void> {
      const { hasUserScope } = owner.claims;
      const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      // The pool checks whether the token has been revoked, which an operation by AWS permissions does not.
      if (hasUserScope) await getUser(owner);
      try {
        await callPoolAsOwner(
          cognito.send(new AdminUpdateUserAttributesCommand({ ...accountOf(owner), UserAttributes })),
        );
      } catch (error) {
        const isNotPermitted = error instanceof UserPoolError && error.code === "NOT_PERMITTED";
        if (!isNotPermitted || !hasUserScope) throw error;
        await callPoolAsOwner(
          cognito.send(new UpdateUserAttributesCommand({ AccessToken: owner.accessToken, UserAttributes })),
        );
      }
    },

    /** Mails a code to the account's own address. Requires the user scope. */
    async sendEmailCode({ accessToken }: AccountOwner): Promise<void> {
      await callPoolAsOwner(
        cognito.send(
          new GetUserAttributeVerificationCodeCommand({ AccessToken: accessToken, AttributeName: "email" }),
        ),
      );
    },

    /**
     * Verifies an address by its code: the account's own, or a new one, which only then replaces the old one. Requires
     * the user scope.
     */
    async verifyEmail({ accessToken }: AccountOwner, { code }: { code: string }): Promise<void> {
      await callPoolAsOwner(
        cognito.send(
          new VerifyUserAttributeCommand({ AccessToken: accessToken, AttributeName: "email", Code: code }),
        ),
      );
    },

    /** Revokes all tokens of the account, of all app clients. */
    async signOutEverywhere(owner: AccountOwner): Promise<void> {
      await callPoolWithRetry<unknown>(
        async () =>
          owner.claims.hasUserScope
            ? await cognito.send(new GlobalSignOutCommand({ AccessToken: owner.accessToken }))
            : await cognito.send(new AdminUserGlobalSignOutCommand(accountOf(owner))),
        callPoolAsOwner,
      );
    },

    async deleteAccount(owner: AccountOwner): Promise<void> {
      await callPoolAsOwner<unknown>(
        owner.claims.hasUserScope
          ? cognito.send(new DeleteUserCommand({ AccessToken: owner.accessToken }))
          : cognito.send(new AdminDeleteUserCommand(accountOf(owner))),
      );
    },
  };
}
