import { matchesClientSecret, requireAppClient } from "../../pools/app-clients.ts";
import { notAuthorized } from "../../protocol/exceptions.ts";
import { ClientId, ClientSecret, DeviceKey, Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { rotatesRefreshTokens } from "../../settings/client-settings.ts";
import {
  issueRefreshedTokens,
  requireRefreshToken,
  rotateRefreshToken,
} from "../../tokens/refresh-tokens.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export const getTokensFromRefreshToken = defineOperation(
  structure({ RefreshToken: Token, ClientId }, { ClientSecret, DeviceKey }),
  async (context, input) => {
    const app = await requireAppClient(context.database, input.ClientId);
    if (!matchesClientSecret(app.client, input.ClientSecret)) {
      throw notAuthorized(`Unable to verify the secret of client ${app.client.id}`);
    }
    const token = await requireRefreshToken(
      { ...context, deviceKey: input.DeviceKey },
      app,
      input.RefreshToken,
    );
    const refresh = rotatesRefreshTokens(app.client.settings) ? rotateRefreshToken : issueRefreshedTokens;
    return { AuthenticationResult: await refresh(context, app, token, "Authentication") };
  },
);
