import type { PoolResource } from "./pool-resources.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResourceServerType.html */
export function toResourceServerType({ poolId, key, value }: PoolResource<"resource_server">) {
  return { UserPoolId: poolId, Identifier: key, ...value };
}
