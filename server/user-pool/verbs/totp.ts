import {
  AssociateSoftwareTokenCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { callPoolAsOwner, type PoolConnection } from "../pool-connection.ts";

/** Who sets the authenticator app up: a signed-in user, whose token has the user scope, or one whose sign-in has the challenge MFA_SETUP. */
export type TotpOwner = { accessToken: string } | { session: string };

function toParameters(owner: TotpOwner) {
  return "accessToken" in owner ? { AccessToken: owner.accessToken } : { Session: owner.session };
}

/**
 * Codes of an authenticator app, which Cognito calls software tokens.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6238
 */
export function totpVerbs({ cognito }: PoolConnection) {
  return {
    /** Creates a secret (base32), which `verifyTotp` activates, and the session for it. */
    async associateTotp(owner: TotpOwner): Promise<{ secret: string; session: string }> {
      const { SecretCode, Session } = await callPoolAsOwner(
        cognito.send(new AssociateSoftwareTokenCommand(toParameters(owner))),
      );
      return { secret: SecretCode ?? "", session: Session ?? "" };
    },

    /** CODE_MISMATCH if the code does not belong to the latest secret. */
    async verifyTotp(
      owner: TotpOwner,
      answer: { code: string; deviceName?: string | undefined },
    ): Promise<{ session: string }> {
      const { Session } = await callPoolAsOwner(
        cognito.send(
          new VerifySoftwareTokenCommand({
            ...toParameters(owner),
            UserCode: answer.code,
            FriendlyDeviceName: answer.deviceName,
          }),
        ),
      );
      return { session: Session ?? "" };
    },
  };
}
