import { matchesClientSecret, requireAppClient } from "../../pools/app-clients.ts";
import { UserPoolException } from "../../protocol/exceptions.ts";
import { ClientId, ClientSecret, Token } from "../../protocol/request-members.ts";
import { boolean, structure } from "../../protocol/shape.ts";
import { unsupportedTokenTypeMessage } from "../../protocol/unconfirmed-behaviour.ts";
import { decodeJwt } from "../../tokens/jwt.ts";
import { revokeSignInOf } from "../../tokens/revocation.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * Revokes the sign-in of a refresh token. Succeeds without an effect for an unknown token (RFC 7009 section 2.2) and
 * for a token of another client.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 */
export const revokeToken = defineOperation(
  structure({ Token, ClientId }, { ClientSecret, RevokeAssociatedSessions: boolean }),
  async ({ database, now }, input) => {
    const { client } = await requireAppClient(database, input.ClientId);
    if (!matchesClientSecret(client, input.ClientSecret)) {
      throw new UserPoolException("UnauthorizedException", "Invalid client or secret");
    }
    if (!client.settings.EnableTokenRevocation) {
      throw new UserPoolException(
        "UnsupportedOperationException",
        "This feature is not enabled for this client",
      );
    }
    if (decodeJwt(input.Token)) {
      throw new UserPoolException("UnsupportedTokenTypeException", unsupportedTokenTypeMessage);
    }
    await revokeSignInOf({ database, now }, client, input.Token);
    return {};
  },
);
