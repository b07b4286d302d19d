import {
  GetTokensFromRefreshTokenCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type Tokens, toTokens } from "./authentication.ts";
import { callPool, callPoolWithRetry, type PoolConnection } from "../pool-connection.ts";

/** How a sign-in goes on, and how it ends. */
export function refreshVerbs({ cognito, client }: PoolConnection) {
  return {
    /** New tokens for a refresh token, and a new refresh token where they rotate. */
    async refresh({ refreshToken }: { refreshToken: string }): Promise<Tokens> {
      const { AuthenticationResult } = await callPool(
        cognito.send(
          new GetTokensFromRefreshTokenCommand({
            ClientId: client.clientId,
            ClientSecret: client.clientSecret,
            RefreshToken: refreshToken,
          }),
        ),
      );
      return toTokens(AuthenticationResult);
    },

    /** Ends the sign-in that a refresh token belongs to. A token that the pool does not know is no error. */
    async revoke({ refreshToken }: { refreshToken: string }): Promise<void> {
      await callPoolWithRetry(() =>
        cognito.send(
          new RevokeTokenCommand({
            ClientId: client.clientId,
            ClientSecret: client.clientSecret,
            Token: refreshToken,
          }),
        ),
      );
    },
  };
}
