import { defineOperation } from "./operation.ts";
import { Session, Token, UserCode } from "../protocol/constraints.ts";
import { string, structure } from "../protocol/shape.ts";
import { verifyToken } from "../mfa/software-tokens.ts";
import { inTokenSetup } from "../sign-in/software-token-setup.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
export const verifySoftwareToken = defineOperation(
  structure({ UserCode }, { AccessToken: Token, Session, FriendlyDeviceName: string({ max: 131_072 }) }),
  async (context, input) => {
    const { Session: next } = await inTokenSetup(context, input, true, (tx, _pool, user) =>
      verifyToken(tx, user, input.UserCode, input.FriendlyDeviceName, context.now),
    );
    return { Status: "SUCCESS", Session: next };
  },
);
