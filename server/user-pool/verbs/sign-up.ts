import {
  ConfirmSignUpCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { callPool, appClientParameters, type PoolConnection } from "../pool-connection.ts";

import { callWithAllSpellings, callWithSpellings, emailSpellings } from "./spellings.ts";

/** Sign-up and its confirmation. */
export function signUpVerbs(connection: PoolConnection) {
  const { cognito, signUpClient } = connection;
  return {
    /**
     * Creates an unconfirmed account; the pool mails a code. A trigger of the pool may confirm it at once.
     *
     * @returns the account's `sub`, and whether it is confirmed.
     */
    async signUp(account: {
      email: string;
      password: string;
      name: string;
      handle: string;
    }): Promise<{ sub: string; isConfirmed: boolean }> {
      const { UserSub = "", UserConfirmed = false } = await callPool(
        cognito.send(
          new SignUpCommand({
            ...appClientParameters({ client: signUpClient }, account.email),
            Username: account.email,
            Password: account.password,
            UserAttributes: [
              { Name: "email", Value: account.email },
              { Name: "name", Value: account.name },
              { Name: "preferred_username", Value: account.handle },
            ],
          }),
        ),
      );
      return { sub: UserSub, isConfirmed: UserConfirmed };
    },

    /** Confirms an account by its code. The session, if the pool returns one, is for `signInAfterConfirmation`. */
    async confirmSignUp(answer: { email: string; code: string }): Promise<{ session: string | undefined }> {
      return await callWithSpellings(emailSpellings(answer.email), async (username) => {
        const { Session } = await callPool(
          cognito.send(
            new ConfirmSignUpCommand({
              ...appClientParameters(connection, username),
              Username: username,
              ConfirmationCode: answer.code,
            }),
          ),
        );
        return { session: Session };
      });
    },

    async resendConfirmationCode({ email }: { email: string }): Promise<void> {
      await callWithAllSpellings(emailSpellings(email), async (username) => {
        await callPool(
          cognito.send(
            new ResendConfirmationCodeCommand({
              ...appClientParameters(connection, username),
              Username: username,
            }),
          ),
        );
      });
    },
  };
}
