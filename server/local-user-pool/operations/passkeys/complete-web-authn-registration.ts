import { completeRegistration } from "../../passkeys/registration.ts";
import { registrationResponse } from "../../passkeys/responses.ts";
import { Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CompleteWebAuthnRegistration.html */
export const completeWebAuthnRegistration = defineOperation(
  structure({ AccessToken: Token, Credential: registrationResponse }),
  async (context, input) => {
    const { user, ...app } = await verifyAccessToken(context, input.AccessToken);
    await completeRegistration(context, app, user, input.Credential);
    return {};
  },
);
