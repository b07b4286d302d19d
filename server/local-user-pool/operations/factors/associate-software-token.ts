import { createPendingSecret } from "../../mfa/software-tokens.ts";
import { Session, Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { runSoftwareTokenSetup } from "../../sign-in/software-token-setup.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
export const associateSoftwareToken = defineOperation(
  structure({}, { AccessToken: Token, Session }),
  async (context, input) => {
    const { result, Session: next } = await runSoftwareTokenSetup(context, input, false, (tx, pool, user) =>
      createPendingSecret(tx, pool, user),
    );
    return { SecretCode: result, Session: next };
  },
);
