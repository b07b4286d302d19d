import { defineAction } from "../action.ts";
import { Session, Token } from "../constraints.ts";
import { structure } from "../shape.ts";
import { associateToken } from "../software-tokens.ts";
import { inTokenSetup } from "../token-setup.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
export const associateSoftwareToken = defineAction(
  structure({}, { AccessToken: Token, Session }),
  async (context, input) => {
    const { result, Session: next } = await inTokenSetup(context, input, false, (tx, pool, user) =>
      associateToken(tx, pool, user),
    );
    return { SecretCode: result, Session: next };
  },
);
