import { findIdentity, addIdentity, listIdentities } from "../../federation/identities.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { invalidParameter, UserPoolException } from "../../protocol/exceptions.ts";
import { ProviderUser, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { requireResource } from "../../resources/pool-resources.ts";
import { subjectAttribute } from "../../tables/federated-identities-table.ts";
import { lockUser, requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

const maxLinks = 5;

/**
 * Links an identity that has not signed in yet to a user, who from then on signs in by it.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html
 */
export const adminLinkProviderForUser = defineOperation(
  structure({ UserPoolId, DestinationUser: ProviderUser, SourceUser: ProviderUser }),
  async ({ database, now }, { UserPoolId: poolId, DestinationUser, SourceUser }) => {
    const pool = await requirePool(database, poolId);
    if (DestinationUser.ProviderName !== "Cognito")
      throw invalidParameter("The ProviderName of DestinationUser must be Cognito.");
    const { ProviderName = "", ProviderAttributeName = "", ProviderAttributeValue: value = "" } = SourceUser;
    if (ProviderAttributeName === "" || value === "")
      throw invalidParameter("SourceUser lacks ProviderAttributeName or ProviderAttributeValue.");
    const user = await requireUser(database, pool, DestinationUser.ProviderAttributeValue ?? "");
    const provider = await requireResource(database, pool.id, "identity_provider", ProviderName);
    const { ProviderType, ProviderDetails, AttributeMapping } = provider.value;
    const takesClaims = ProviderType === "OIDC" || ProviderType === "SAML";
    const isMapped = takesClaims && Object.values(AttributeMapping).includes(ProviderAttributeName);
    if (ProviderAttributeName !== subjectAttribute && !isMapped)
      throw invalidParameter(
        `Invalid SourceUser: ProviderAttributeName must be ${subjectAttribute}${takesClaims ? " or a mapped claim" : ""}.`,
      );
    const key = { poolId: pool.id, providerName: ProviderName, attribute: ProviderAttributeName, value };
    await database.transaction(async (tx) => {
      await lockUser(tx, user.id);
      const known = await findIdentity(tx, key);
      if (known?.user.id === user.id)
        throw invalidParameter("SourceUser is already linked to DestinationUser");
      if (known) throw mergingIsNotSupported();
      const linked = await listIdentities(tx, user.id);
      if (linked.some(({ providerName }) => providerName === ProviderName))
        throw invalidParameter(
          "Invalid SourceUser: DestinationUser is already linked to an identity of this provider",
        );
      if (linked.length >= maxLinks)
        throw new UserPoolException("LimitExceededException", `A user has ${maxLinks} identities at most.`);
      const issuer = ProviderDetails["oidc_issuer"] ?? null;
      const link = { userId: user.id, providerType: ProviderType, issuer, isPrimary: false, createdAt: now };
      if (!(await addIdentity(tx, { ...key, ...link }, now))) throw mergingIsNotSupported();
    });
    return {};
  },
);

const mergingIsNotSupported = () =>
  invalidParameter(
    "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link",
  );
