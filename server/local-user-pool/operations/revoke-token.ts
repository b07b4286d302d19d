import { eq } from "drizzle-orm";
import { matchesClientSecret, requireAppClient } from "../pools/app-clients.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import { ClientId, ClientSecret, Token } from "../protocol/request-members.ts";
import { boolean, structure } from "../protocol/shape.ts";
import { unsupportedTokenTypeMessage } from "../protocol/unconfirmed-behaviour.ts";
import { refreshTokens } from "../tables/refresh-tokens-table.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import { decodeJwt } from "../tokens/jwt.ts";
import { revokeSignIn } from "../tokens/revocation.ts";
import { hashToken } from "../tokens/token-hash.ts";
import { defineOperation } from "./operation.ts";

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
    const [found] = await database
      .select({ signIn: signIns })
      .from(refreshTokens)
      .innerJoin(signIns, eq(signIns.id, refreshTokens.signInId))
      .where(eq(refreshTokens.tokenHash, hashToken(input.Token)));
    if (found?.signIn.clientId === client.id) await revokeSignIn(database, found.signIn.id, now);
    return {};
  },
);
