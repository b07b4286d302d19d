import {
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { callPool, callPoolAsOwner, appClientParameters, type PoolConnection } from "../pool-connection.ts";

export function passwordVerbs(connection: PoolConnection) {
  const { cognito } = connection;
  return {
    /** Mails a code for choosing a new password. */
    async forgotPassword({ email }: { email: string }): Promise<void> {
      await callPool(
        cognito.send(
          new ForgotPasswordCommand({ ...appClientParameters(connection, email), Username: email }),
        ),
      );
    },

    async confirmForgotPassword(answer: { email: string; code: string; newPassword: string }): Promise<void> {
      await callPool(
        cognito.send(
          new ConfirmForgotPasswordCommand({
            ...appClientParameters(connection, answer.email),
            Username: answer.email,
            ConfirmationCode: answer.code,
            Password: answer.newPassword,
          }),
        ),
      );
    },

    /** Changes the password. NOT_AUTHORIZED if the current one is wrong. */
    async changePassword(change: {
      accessToken: string;
      currentPassword: string;
      newPassword: string;
    }): Promise<void> {
      await callPoolAsOwner(
        cognito.send(
          new ChangePasswordCommand({
            AccessToken: change.accessToken,
            PreviousPassword: change.currentPassword,
            ProposedPassword: change.newPassword,
          }),
        ),
      );
    },
  };
}
