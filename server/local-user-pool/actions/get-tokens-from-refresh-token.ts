import { defineAction } from "../action.ts";
import { hasSecret, requireClient } from "../app-clients.ts";
import { refreshTokensOf, requireTokenOwner, rotateTokensOf } from "../auth-flows/refresh-token-auth.ts";
import { isRotating } from "../client-settings.ts";
import { ClientId, ClientSecret, Token } from "../constraints.ts";
import { notAuthorized } from "../exceptions.ts";
import { structure } from "../shape.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export const getTokensFromRefreshToken = defineAction(
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
