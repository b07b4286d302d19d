import {
  AdminSetUserPasswordCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { callPool, callPoolAsOwner, appClientParameters, type PoolConnection } from "../pool-connection.ts";

import {
  callWithAllSpellings,
  callWithSpellings,
  usernameSpellings,
  passwordSpellings,
} from "./spellings.ts";

export function passwordVerbs(connection: PoolConnection) {
  const { cognito, userPoolId } = connection;
  return {
    /** Sends a code for choosing a new password. */
    async forgotPassword({ username: name }: { username: string }): Promise<void> {
      await callWithAllSpellings(usernameSpellings(name), async (username) => {
        await callPool(
          cognito.send(
            new ForgotPasswordCommand({ ...appClientParameters(connection, username), Username: username }),
          ),
        );
      });
    },

    async confirmForgotPassword(answer: {
      username: string;
      code: string;
      newPassword: string;
    }): Promise<void> {
      await callWithSpellings(usernameSpellings(answer.username), async (username) => {
        await callPool(
          cognito.send(
            new ConfirmForgotPasswordCommand({
              ...appClientParameters(connection, username),
              Username: username,
              ConfirmationCode: answer.code,
              Password: answer.newPassword,
            }),
          ),
        );
      });
    },

    /**
     * Changes the password. NOT_AUTHORIZED if the current one is wrong, or is missing though the account has one. Requires the
     * user scope.
     */
    async changePassword(change: {
      accessToken: string;
      currentPassword: string | undefined;
      newPassword: string;
    }): Promise<void> {
      const { currentPassword } = change;
      const spellings = currentPassword === undefined ? [undefined] : passwordSpellings(currentPassword);
      await callWithSpellings(spellings, async (PreviousPassword) => {
        await callPoolAsOwner(
          cognito.send(
            new ChangePasswordCommand({
              AccessToken: change.accessToken,
              PreviousPassword,
              ProposedPassword: change.newPassword,
            }),
          ),
        );
      });
    },

    /** Sets the password; the caller has checked the current one. Needs cognito-idp:AdminSetUserPassword. */
    async setPassword({ sub, newPassword }: { sub: string; newPassword: string }): Promise<void> {
      await callPoolAsOwner(
        cognito.send(
          new AdminSetUserPasswordCommand({
            UserPoolId: userPoolId,
            Username: sub,
            Password: newPassword,
            Permanent: true,
          }),
        ),
      );
    },
  };
}
