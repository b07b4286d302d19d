import { and, eq, sql } from "drizzle-orm";
import { invalidParameter, UserPoolException } from "../protocol/exceptions.ts";
import { toTimestamp } from "../protocol/timestamp.ts";
import { requiredDetails } from "../settings/resources/identity-provider.ts";
import type { IdentityProvider } from "../settings/resources/identity-provider.ts";
import type { Database } from "../tables/database-schema.ts";
import { poolResources } from "../tables/pool-resources-table.ts";
import { findResource } from "./pool-resources.ts";
import type { PoolResource } from "./pool-resources.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IdentityProviderType.html */
export function toIdentityProviderType(provider: PoolResource<"identity_provider">) {
  const { poolId, key, value, createdAt, modifiedAt } = provider;
  return {
    UserPoolId: poolId,
    ProviderName: key,
    ...value,
    CreationDate: toTimestamp(createdAt),
    LastModifiedDate: toTimestamp(modifiedAt),
  };
}

/**
 * Checks that a provider has the details that its type needs, and that no other one of the pool has its identifiers.
 *
 * @throws UserPoolException InvalidParameterException, DuplicateProviderException
 */
export async function checkIdentityProvider(
  database: Database,
  poolId: string,
  name: string,
  { ProviderType, ProviderDetails, IdpIdentifiers }: IdentityProvider,
): Promise<void> {
  const missing = requiredDetails[ProviderType].filter((detail) => !ProviderDetails[detail]);
  const lacksMetadata = !ProviderDetails["MetadataURL"] && !ProviderDetails["MetadataFile"];
  if (ProviderType === "SAML" && lacksMetadata) missing.push("MetadataURL or MetadataFile");
  if (missing.length > 0) {
    throw invalidParameter(`ProviderDetails of ${ProviderType} lack ${missing.join(", ")}.`);
  }
  // A provider that is no protocol is there once, under its own name.
  if (ProviderType !== "SAML" && ProviderType !== "OIDC" && name !== ProviderType) {
    throw invalidParameter(`The provider name of ${ProviderType} must be ${ProviderType}.`);
  }
  for (const identifier of IdpIdentifiers) {
    const other = await findProviderByIdentifier(database, poolId, identifier);
    if (other && other.key !== name) {
      throw new UserPoolException(
        "DuplicateProviderException",
        `The identifier ${identifier} belongs to another identity provider.`,
      );
    }
  }
}

/** Finds the provider that has an identifier, such as the domain of the addresses of those who use it. */
export async function findProviderByIdentifier(
  database: Database,
  poolId: string,
  identifier: string,
): Promise<PoolResource<"identity_provider"> | undefined> {
  const [found] = await database
    .select({ key: poolResources.key })
    .from(poolResources)
    .where(
      and(
        eq(poolResources.poolId, poolId),
        eq(poolResources.kind, "identity_provider"),
        sql`${poolResources.value} -> 'IdpIdentifiers' @> ${JSON.stringify([identifier])}::jsonb`,
      ),
    );
  return found && (await findResource(database, poolId, "identity_provider", found.key));
}

/**
 * Checks the SupportedIdentityProviders of an app client.
 *
 * @throws UserPoolException InvalidParameterException
 */
export async function checkProvidersExist(
  database: Database,
  poolId: string,
  names: string[] = [],
): Promise<void> {
  for (const name of names.filter((each) => each !== "COGNITO")) {
    if (!(await findResource(database, poolId, "identity_provider", name))) {
      throw invalidParameter(`The provider ${name} does not exist for User Pool ${poolId}`);
    }
  }
}
