import { eq } from "drizzle-orm";
import { defineOperation } from "./operation.ts";
import { hasSecret, requireClient } from "../pools/app-clients.ts";
import { ClientId, ClientSecret, Token } from "../protocol/constraints.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import { decodeJwt } from "../tokens/jwt.ts";
import { boolean, structure } from "../protocol/shape.ts";
import { revokeSignIn } from "../tokens/sign-outs.ts";
import { refreshTokens } from "../tables/refresh-tokens-table.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import { unsupportedTokenTypeMessage } from "../protocol/unconfirmed-behaviour.ts";
import { sha256 } from "../tokens/token-hash.ts";

/**
 * Ends the sign-in that a refresh token belongs to. A token that nobody knows is as good as revoked (RFC 7009 section
 * 2.2), and so is one of another client, whose sign-in goes on.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 */
export const revokeToken = defineOperation(
  structure({ Token, ClientId }, { ClientSecret, RevokeAssociatedSessions: boolean }),
  async ({ database, now }, input) => {
    const { client } = await requireClient(database, input.ClientId);
    if (!hasSecret(client, input.ClientSecret)) {
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
      .where(eq(refreshTokens.tokenHash, sha256(input.Token)));
    if (found?.signIn.clientId === client.id) await revokeSignIn(database, found.signIn.id, now);
    return {};
  },
);
