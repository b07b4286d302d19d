import {
  GetTokensFromRefreshTokenCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type Tokens, toTokens } from "./authentication.ts";
import { callPool, callPoolWithRetry, type PoolConnection } from "../pool-connection.ts";

/** Refreshing and revoking the tokens of a sign-in. */
export function refreshVerbs({ cognito, client }: PoolConnection) {
  return {
    /** Exchanges a refresh token for new tokens, including a new refresh token if they rotate. */
    async refresh({
      refreshToken,
      deviceKey,
    }: {
      refreshToken: string;
      /** The device of the sign-in, in a pool that keeps track of them. */
      deviceKey?: string | undefined;
    }): Promise<Tokens> {
      const { AuthenticationResult } = await callPool(
        cognito.send(
          new GetTokensFromRefreshTokenCommand({
            ClientId: client.clientId,
            ClientSecret: client.clientSecret,
            RefreshToken: refreshToken,
            DeviceKey: deviceKey,
            // Cognito tells the trigger before tokens that this is an authentication.
            ClientMetadata: { grant: "refresh" },
          }),
        ),
      );
      return toTokens(AuthenticationResult);
    },

    /** Revokes a refresh token and the access tokens that it gave. An unknown token is not an error. */
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
