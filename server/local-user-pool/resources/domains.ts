import { and, eq } from "drizzle-orm";
import { invalidParameter } from "../protocol/exceptions.ts";
import type { Database } from "../tables/database-schema.ts";
import { poolResources } from "../tables/pool-resources-table.ts";
import { userPools } from "../tables/user-pools-table.ts";
import type { PoolDomain } from "../settings/resources/domain.ts";
import { findResource, insertResource, listResources } from "./pool-resources.ts";
import type { PoolResource } from "./pool-resources.ts";

/** The domains of a pool, of which one is a prefix and one a custom domain at most. */
export async function domainsOf(
  database: Database,
  poolId: string,
): Promise<{ prefix: PoolResource<"domain"> | undefined; custom: PoolResource<"domain"> | undefined }> {
  const { items } = await listResources(database, poolId, "domain", { size: 2, token: undefined });
  return { prefix: items.find((domain) => !isCustom(domain)), custom: items.find(isCustom) };
}

const isCustom = ({ value }: Pick<PoolResource<"domain">, "value">) => value.CustomDomainConfig !== undefined;

/** The words that the prefix of a domain cannot have. */
const reserved = ["aws", "amazon", "cognito"];

/** @throws UserPoolException InvalidParameterException for one that is taken or reserved, or the second of its kind */
export async function createDomain(
  database: Database,
  poolId: string,
  key: string,
  value: PoolDomain,
  now: Date,
): Promise<PoolResource<"domain">> {
  const isPrefix = !isCustom({ value });
  const word = isPrefix ? reserved.find((each) => key.includes(each)) : undefined;
  if (word !== undefined) throw invalidParameter(`Domain cannot contain reserved word: ${word}`);
  if (isPrefix && key.includes(".")) throw invalidParameter("A domain prefix cannot contain a dot.");
  return await database.transaction(async (tx) => {
    await tx.select({ id: userPools.id }).from(userPools).where(eq(userPools.id, poolId)).for("update");
    const { prefix, custom } = await domainsOf(tx, poolId);
    if (isPrefix ? prefix : custom) throw invalidParameter("User pool already has a domain configured.");
    const domain = await insertResource(tx, "domain", { poolId, key, clientId: null, value }, now);
    if (!domain) throw invalidParameter("Domain already associated with another user pool.");
    return domain;
  });
}

/** Finds a domain of any pool. */
export async function findDomain(
  database: Database,
  key: string,
): Promise<PoolResource<"domain"> | undefined> {
  const [found] = await database
    .select({ poolId: poolResources.poolId })
    .from(poolResources)
    .where(and(eq(poolResources.kind, "domain"), eq(poolResources.key, key)));
  return found && (await findResource(database, found.poolId, "domain", key));
}

/** The response of CreateUserPoolDomain and UpdateUserPoolDomain. A custom domain would be an alias of CloudFront's. */
export function toDomainResponse({ key, value }: PoolResource<"domain">) {
  return {
    ManagedLoginVersion: value.ManagedLoginVersion,
    ...(value.CustomDomainConfig && { CloudFrontDomain: cloudFrontDomainOf(key) }),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DomainDescriptionType.html */
export function toDomainDescription({ poolId, key, value }: PoolResource<"domain">) {
  return {
    UserPoolId: poolId,
    AWSAccountId: "000000000000",
    Domain: key,
    S3Bucket: "local-user-pool",
    CloudFrontDistribution: cloudFrontDomainOf(key),
    Version: "1",
    Status: "ACTIVE",
    CustomDomainConfig: value.CustomDomainConfig ?? {},
    ManagedLoginVersion: value.ManagedLoginVersion,
  };
}

function cloudFrontDomainOf(key: string): string {
  return `${key.replaceAll(".", "-")}.cloudfront.example`;
}
