import {
  CompleteWebAuthnRegistrationCommand,
  DeleteWebAuthnCredentialCommand,
  ListWebAuthnCredentialsCommand,
  SetUserMFAPreferenceCommand,
  StartWebAuthnRegistrationCommand,
  type WebAuthnCredentialDescription,
} from "@aws-sdk/client-cognito-identity-provider";
import { isRecord } from "../../lib/is-record.ts";
import { callPoolAsOwner, callPoolWithRetry, type PoolConnection } from "../pool-connection.ts";
import { UserPoolError } from "../user-pool-error.ts";

/** A passkey, as the pool describes it. */
export type PoolPasskey = {
  /** The id of the credential, in base64url. */
  id: string;
  /** A name that the pool made. */
  name: string;
  createdAt: Date;
};

type Owner = { accessToken: string };

/**
 * The passkeys of an account, which Cognito calls WebAuthn credentials. All need an access token with the user scope: there is
 * nothing like it by AWS permissions.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html
 */
export function passkeyVerbs({ cognito }: PoolConnection) {
  return {
    /**
     * Starts the registration of a passkey. PASSKEYS_OFF if the pool has none, PASSKEYS_EXCEEDED if the account has 20.
     *
     * @returns what the browser takes to make it.
     */
    async startPasskeyRegistration({ accessToken }: Owner): Promise<Record<string, unknown>> {
      const { CredentialCreationOptions } = await callForPasskeys(
        cognito.send(new StartWebAuthnRegistrationCommand({ AccessToken: accessToken })),
      );
      return isRecord(CredentialCreationOptions) ? CredentialCreationOptions : {};
    },

    /**
     * Completes a registration with what the browser returned. PASSKEY_CHALLENGE_REFUSED if it was not started or has
     * expired; PASSKEY_REFUSED for another site; PASSKEY_UNSUITABLE for an authenticator that the pool does not take.
     */
    async completePasskeyRegistration({ accessToken }: Owner, credential: object): Promise<void> {
      await callForPasskeys(
        cognito.send(
          new CompleteWebAuthnRegistrationCommand({
            AccessToken: accessToken,
            Credential: { ...credential },
          }),
        ),
      );
    },

    async listPasskeys({ accessToken }: Owner): Promise<PoolPasskey[]> {
      const found: PoolPasskey[] = [];
      let NextToken: string | undefined;
      do {
        const page = await callPoolWithRetry(
          () => cognito.send(new ListWebAuthnCredentialsCommand({ AccessToken: accessToken, NextToken })),
          callPoolAsOwner,
        );
        found.push(...(page.Credentials ?? []).map(toPasskey));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return found;
    },

    /** Deletes a passkey that `listPasskeys` has found. */
    async deletePasskey({ accessToken }: Owner, { id }: { id: string }): Promise<void> {
      await callPoolAsOwner(
        cognito.send(new DeleteWebAuthnCredentialCommand({ AccessToken: accessToken, CredentialId: id })),
      );
    },

    /**
     * Lets the passkeys of an account with a second factor stand for both factors. INVALID_PARAMETER if the pool or the
     * account does not have that.
     */
    async usePasskeysAsBothFactors({ accessToken }: Owner): Promise<void> {
      await callPoolWithRetry(
        () =>
          cognito.send(
            new SetUserMFAPreferenceCommand({
              AccessToken: accessToken,
              WebAuthnMfaSettings: { Enabled: true },
            }),
          ),
        callPoolAsOwner,
      );
    },
  };
}

function toPasskey({
  CredentialId = "",
  FriendlyCredentialName = "",
  CreatedAt = new Date(0),
}: Partial<WebAuthnCredentialDescription>): PoolPasskey {
  return { id: CredentialId, name: FriendlyCredentialName, createdAt: CreatedAt };
}

/** Cognito has one exception for a call too many and for a passkey too many. @throws UserPoolError */
async function callForPasskeys<T>(call: Promise<T>): Promise<T> {
  try {
    return await callPoolAsOwner(call);
  } catch (error) {
    const { cause } = error instanceof UserPoolError ? error : {};
    if (cause instanceof Error && cause.name === "LimitExceededException")
      throw new UserPoolError("PASSKEYS_EXCEEDED", undefined, cause);
    throw error;
  }
}
