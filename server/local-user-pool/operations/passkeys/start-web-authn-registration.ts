import { startRegistration } from "../../passkeys/registration.ts";
import { Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html */
export const startWebAuthnRegistration = defineOperation(
  structure({ AccessToken: Token }),
  async (context, input) => {
    const { user, ...app } = await verifyAccessToken(context, input.AccessToken);
    return { CredentialCreationOptions: await startRegistration(context, app, user) };
  },
);
