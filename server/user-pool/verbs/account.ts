import {
  DeleteUserCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { callPoolAsOwner, callPoolWithRetry, type PoolConnection } from "../pool-connection.ts";
import { type PoolProfile, toProfile } from "../provisioning/pool-profile.ts";

/** Operations of users on their own account, which the access token identifies. The pool checks that it is valid. */
export function accountVerbs({ cognito }: PoolConnection) {
  async function getUser(accessToken: string) {
    return await callPoolWithRetry(
      () => cognito.send(new GetUserCommand({ AccessToken: accessToken })),
      callPoolAsOwner,
    );
  }

  return {
    async getProfile({ accessToken }: { accessToken: string }): Promise<PoolProfile> {
      const { UserAttributes } = await getUser(accessToken);
      const attributes = new Map(UserAttributes?.map(({ Name, Value }) => [Name, Value]));
      return toProfile((name) => attributes.get(name));
    },

    /** Whether sign-in requires a code of the authenticator app. */
    async isTotpEnabled({ accessToken }: { accessToken: string }): Promise<boolean> {
      const { UserMFASettingList } = await getUser(accessToken);
      return UserMFASettingList?.includes("SOFTWARE_TOKEN_MFA") ?? false;
    },

    async updateAttributes(change: {
      accessToken: string;
      attributes: Record<string, string>;
    }): Promise<void> {
      await callPoolAsOwner(
        cognito.send(
          new UpdateUserAttributesCommand({
            AccessToken: change.accessToken,
            UserAttributes: Object.entries(change.attributes).map(([Name, Value]) => ({ Name, Value })),
          }),
        ),
      );
    },

    /** Verifies a new address by its code. Only then it replaces the old one. */
    async verifyEmail({ accessToken, code }: { accessToken: string; code: string }): Promise<void> {
      await callPoolAsOwner(
        cognito.send(
          new VerifyUserAttributeCommand({ AccessToken: accessToken, AttributeName: "email", Code: code }),
        ),
      );
    },

    /** Revokes all tokens of the account, of all app clients. */
    async signOutEverywhere({ accessToken }: { accessToken: string }): Promise<void> {
      await callPoolWithRetry(
        () => cognito.send(new GlobalSignOutCommand({ AccessToken: accessToken })),
        callPoolAsOwner,
      );
    },

    async deleteAccount({ accessToken }: { accessToken: string }): Promise<void> {
      await callPoolAsOwner(cognito.send(new DeleteUserCommand({ AccessToken: accessToken })));
    },
  };
}
