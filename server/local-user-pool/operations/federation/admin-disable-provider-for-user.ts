import { findIdentity, removeIdentity } from "../../federation/identities.ts";
import { noCredentials } from "../../passwords/credentials.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { invalidParameter, userDoesNotExist } from "../../protocol/exceptions.ts";
import { ProviderUser, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { lockUser, nextCredentialGeneration, requireUser, updateUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * Unlinks an identity from the user whom it was linked to. A native user can no longer sign in here, until an administrator sets
 * a password.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableProviderForUser.html
 */
export const adminDisableProviderForUser = defineOperation(
  structure({ UserPoolId, User: ProviderUser }),
  async ({ database, now }, { UserPoolId: poolId, User }) => {
    const pool = await requirePool(database, poolId);
    const { ProviderName = "", ProviderAttributeName = "", ProviderAttributeValue: value = "" } = User;
    if (ProviderName === "Cognito") {
      const { id } = await requireUser(database, pool, value);
      await database.transaction(async (tx) => {
        const user = await lockUser(tx, id);
        if (!user) throw userDoesNotExist();
        const blocked = {
          ...noCredentials,
          ...nextCredentialGeneration(user),
          status: "EXTERNAL_PROVIDER" as const,
        };
        await updateUser(tx, id, blocked, now);
      });
      return {};
    }
    const key = { poolId: pool.id, providerName: ProviderName, attribute: ProviderAttributeName, value };
    await database.transaction(async (tx) => {
      const known = await findIdentity(tx, key);
      if (!known) throw userDoesNotExist();
      if (known.identity.isPrimary)
        throw invalidParameter(
          "Account isn't linked to anyone else, can't disable the only provider of a user",
        );
      await removeIdentity(tx, known.identity, now);
    });
    return {};
  },
);
