import {
  AdminDeleteUserCommand,
  AdminDisableProviderForUserCommand,
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type ProviderIdentity, readIdentities } from "../identities.ts";
import { callPool, callPoolWithRetry, type PoolConnection } from "../pool-connection.ts";
import { UserPoolError } from "../user-pool-error.ts";

/** Cognito's name of the person's id at a provider. */
const subjectAttribute = "Cognito_Subject";

/** Identities at external providers, by the API's own AWS permissions, which each docstring names. */
export function identityVerbs({ cognito, userPoolId: UserPoolId }: PoolConnection) {
  return {
    /** The identities of an account. Needs cognito-idp:AdminGetUser. */
    async listIdentities({ username: Username }: { username: string }): Promise<ProviderIdentity[]> {
      const { UserAttributes } = await callPoolWithRetry(() =>
        cognito.send(new AdminGetUserCommand({ UserPoolId, Username })),
      );
      return readIdentities(UserAttributes?.find(({ Name }) => Name === "identities")?.Value);
    },

    /**
     * Links an identity to an account. Cognito links none that has an account of its own, so the one that the pool made for it
     * at its sign-in is deleted first; if the link fails then, the next sign-in makes it again. Needs
     * cognito-idp:AdminDeleteUser and cognito-idp:AdminLinkProviderForUser.
     *
     * @param ownAccount the name of the account that the pool made for the identity.
     * @param username the account that gets the identity.
     * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html
     */
    async linkIdentity(
      { providerName, userId }: Pick<ProviderIdentity, "providerName" | "userId">,
      { ownAccount, username }: { ownAccount: string; username: string },
    ): Promise<void> {
      try {
        await callPool(cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: ownAccount })));
      } catch (error) {
        // A request before this one has deleted it, and failed to link.
        if (!(error instanceof UserPoolError) || error.code !== "USER_NOT_FOUND") throw error;
      }
      await callPool(
        cognito.send(
          new AdminLinkProviderForUserCommand({
            UserPoolId,
            DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: username },
            SourceUser: {
              ProviderName: providerName,
              ProviderAttributeName: subjectAttribute,
              ProviderAttributeValue: userId,
            },
          }),
        ),
      );
    },

    /** Unlinks an identity from its account. Needs cognito-idp:AdminDisableProviderForUser. */
    async unlinkIdentity({
      providerName,
      userId,
    }: Pick<ProviderIdentity, "providerName" | "userId">): Promise<void> {
      await callPool(
        cognito.send(
          new AdminDisableProviderForUserCommand({
            UserPoolId,
            User: {
              ProviderName: providerName,
              ProviderAttributeName: subjectAttribute,
              ProviderAttributeValue: userId,
            },
          }),
        ),
      );
    },
  };
}
