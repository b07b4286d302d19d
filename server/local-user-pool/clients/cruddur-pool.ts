import { localUserPoolDefinition } from "../../user-pool/provisioning/pool-definition.ts";
import { provisionUserPool } from "../../user-pool/provisioning/provision.ts";
import { defined } from "../contract/support/builders.ts";
import type { EndpointUnderTest } from "../contract/support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../contract/support/start-endpoint.ts";

/** Cruddur's own user pool in a local user pool, with its public app client. */
export type CruddurPool = EndpointUnderTest & { poolId: string; clientId: string };

/**
 * Starts a local user pool without pools. Its clock starts at this machine's time, which clients include in their SRP
 * proofs; after that it changes only by `advance`.
 */
export async function startEndpointForClients(): Promise<EndpointUnderTest> {
  const endpoint = await startEndpointUnderTest();
  endpoint.advance((Date.now() - endpoint.now().getTime()) / 1000);
  return endpoint;
}

/** Starts a local user pool with Cruddur's pool and app clients, provisioned as in AWS. */
export async function startCruddurPool(): Promise<CruddurPool> {
  const endpoint = await startEndpointForClients();
  const { userPoolId, clients } = await provisionUserPool(endpoint.cognito, localUserPoolDefinition);
  const publicClient = clients.find(({ name }) => name === "public client");
  return { ...endpoint, poolId: userPoolId, clientId: defined(publicClient?.clientId) };
}
