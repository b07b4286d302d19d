import { defineOperation } from "./operation.ts";
import { hasSecret, requireClient } from "../pools/app-clients.ts";
import { refreshTokensOf, requireTokenOwner, rotateTokensOf } from "../tokens/refresh-tokens.ts";
import { isRotating } from "../settings/client-settings.ts";
import { ClientId, ClientSecret, Token } from "../protocol/constraints.ts";
import { notAuthorized } from "../protocol/exceptions.ts";
import { structure } from "../protocol/shape.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export const getTokensFromRefreshToken = defineOperation(
  structure({ RefreshToken: Token, ClientId }, { ClientSecret }),
  async (context, input) => {
    const owner = await requireClient(context.database, input.ClientId);
    if (!hasSecret(owner.client, input.ClientSecret)) {
      throw notAuthorized(`Unable to verify the secret of client ${owner.client.id}`);
    }
    const tokenOwner = await requireTokenOwner(context, owner, input.RefreshToken);
    const refresh = isRotating(owner.client.settings) ? rotateTokensOf : refreshTokensOf;
    return { AuthenticationResult: await refresh(context, owner, tokenOwner) };
  },
);
