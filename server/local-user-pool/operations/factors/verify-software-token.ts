import { confirmPendingSecret } from "../../mfa/software-tokens.ts";
import { Session, Token, UserCode } from "../../protocol/request-members.ts";
import { string, structure } from "../../protocol/shape.ts";
import { runSoftwareTokenSetup } from "../../sign-in/software-token-setup.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
export const verifySoftwareToken = defineOperation(
  structure({ UserCode }, { AccessToken: Token, Session, FriendlyDeviceName: string({ max: 131_072 }) }),
  async (context, input) => {
    const { Session: next } = await runSoftwareTokenSetup(context, input, true, (tx, _pool, user) =>
      confirmPendingSecret(tx, user, input.UserCode, input.FriendlyDeviceName, context.now),
    );
    return { Status: "SUCCESS", Session: next };
  },
);
