import { localUserPoolDefinition } from "../../user-pool/provisioning/pool-definition.ts";
import { provisionUserPool } from "../../user-pool/provisioning/provision.ts";
import { defined } from "../contract/support/builders.ts";
import type { EndpointUnderTest } from "../contract/support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../contract/support/start-endpoint.ts";

/** Cruddur's own user pool, as a laptop has it, seen from its public app client. */
export type CruddurPool = EndpointUnderTest & { poolId: string; clientId: string };

/**
 * Starts a local user pool without a pool in it. Clients put this machine's time into their SRP proofs, so its clock
 * starts at that; from then on it stands still until it is advanced.
 */
export async function startEndpointForClients(): Promise<EndpointUnderTest> {
  const endpoint = await startEndpointUnderTest();
  endpoint.advance((Date.now() - endpoint.now().getTime()) / 1000);
  return endpoint;
}

/** The same with Cruddur's pool and app clients in it, made by the calls that make them in AWS. */
export async function startCruddurPool(): Promise<CruddurPool> {
  const endpoint = await startEndpointForClients();
  const { userPoolId, clients } = await provisionUserPool(endpoint.cognito, localUserPoolDefinition);
  const publicClient = clients.find(({ name }) => name === "public client");
  return { ...endpoint, poolId: userPoolId, clientId: defined(publicClient?.clientId) };
}
