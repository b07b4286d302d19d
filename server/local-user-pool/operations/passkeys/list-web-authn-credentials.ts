import { listPasskeys, maxPasskeys, toCredentialDescription } from "../../passkeys/passkeys.ts";
import { fromPageToken, toPage } from "../../protocol/pagination.ts";
import { PaginationToken, Token } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import type { Passkey } from "../../tables/passkeys-table.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html */
export const listWebAuthnCredentials = defineOperation(
  structure(
    { AccessToken: Token },
    { MaxResults: integer({ min: 0, max: maxPasskeys }), NextToken: PaginationToken },
  ),
  async (context, input) => {
    const { user } = await verifyAccessToken(context, input.AccessToken);
    const after = input.NextToken === undefined ? "" : fromPageToken(input.NextToken);
    const rows = (await listPasskeys(context.database, user)).filter((passkey) => keyOf(passkey) > after);
    const page = toPage(rows, input.MaxResults || maxPasskeys, keyOf);
    return { Credentials: page.items.map(toCredentialDescription), NextToken: page.nextToken };
  },
);

/** The position of a passkey in the list. */
function keyOf({ createdAt, credentialId }: Passkey): string {
  return `${createdAt.toISOString()} ${credentialId}`;
}
