import { defineOperation } from "./operation.ts";
import { Session, Token } from "../protocol/constraints.ts";
import { structure } from "../protocol/shape.ts";
import { associateToken } from "../mfa/software-tokens.ts";
import { inTokenSetup } from "../sign-in/software-token-setup.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
export const associateSoftwareToken = defineOperation(
  structure({}, { AccessToken: Token, Session }),
  async (context, input) => {
    const { result, Session: next } = await inTokenSetup(context, input, false, (tx, pool, user) =>
      associateToken(tx, pool, user),
    );
    return { SecretCode: result, Session: next };
  },
);
