import {
  ConfirmSignUpCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type SentCode, toSentCode } from "./authentication.ts";
import { callPool, appClientParameters, type PoolConnection } from "../pool-connection.ts";

import { callWithAllSpellings, callWithSpellings, usernameSpellings } from "./spellings.ts";

/** Sign-up and its confirmation. */
export function signUpVerbs(connection: PoolConnection) {
  const { cognito, signUpClient } = connection;
  return {
    /**
     * Creates an unconfirmed account; the pool sends a code. A trigger of the pool may confirm it at once.
     *
     * @param account.attributes by Cognito's names.
     * @returns the account's `sub`, and whether it is confirmed.
     */
    async signUp(account: {
      username: string;
      /** Undefined: the account has none, where the pool permits that. */
      password: string | undefined;
      attributes: Record<string, string>;
    }): Promise<{ sub: string; isConfirmed: boolean }> {
      const { UserSub = "", UserConfirmed = false } = await callPool(
        cognito.send(
          new SignUpCommand({
            ...appClientParameters({ client: signUpClient }, account.username),
            Username: account.username,
            Password: account.password,
            UserAttributes: Object.entries(account.attributes).map(([Name, Value]) => ({ Name, Value })),
          }),
        ),
      );
      return { sub: UserSub, isConfirmed: UserConfirmed };
    },

    /** Confirms an account by its code. The session, if the pool returns one, and the spelling are for `signInAfterConfirmation`. */
    async confirmSignUp(answer: {
      username: string;
      code: string;
    }): Promise<{ session: string | undefined; username: string }> {
      return await callWithSpellings(usernameSpellings(answer.username), async (username) => {
        const { Session } = await callPool(
          cognito.send(
            new ConfirmSignUpCommand({
              ...appClientParameters(connection, username),
              Username: username,
              ConfirmationCode: answer.code,
            }),
          ),
        );
        return { session: Session, username };
      });
    },

    /** @returns where the pool says that it sent the code; undefined if it does not say. */
    async resendConfirmationCode({ username: name }: { username: string }): Promise<SentCode | undefined> {
      let sent: SentCode | undefined;
      await callWithAllSpellings(usernameSpellings(name), async (username) => {
        const { CodeDeliveryDetails: details } = await callPool(
          cognito.send(
            new ResendConfirmationCodeCommand({
              ...appClientParameters(connection, username),
              Username: username,
            }),
          ),
        );
        sent ??= toSentCode(details?.Destination, details?.DeliveryMedium);
      });
      return sent;
    },
  };
}
