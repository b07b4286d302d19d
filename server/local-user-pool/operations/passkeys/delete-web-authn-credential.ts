import { deletePasskey } from "../../passkeys/passkeys.ts";
import { UserPoolException } from "../../protocol/exceptions.ts";
import { Token } from "../../protocol/request-members.ts";
import { string, structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteWebAuthnCredential.html */
export const deleteWebAuthnCredential = defineOperation(
  structure({ AccessToken: Token, CredentialId: string({ min: 1, max: 2048 }) }),
  async (context, input) => {
    const { user } = await verifyAccessToken(context, input.AccessToken);
    if (!(await deletePasskey(context.database, user, input.CredentialId))) {
      throw new UserPoolException("ResourceNotFoundException", "The user has no passkey with this id.");
    }
    return {};
  },
);
