import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { Log } from "../observability/log.ts";
import type { Config } from "../config/config.ts";
import { type LocalPoolOptions, startLocalPool } from "./start-local-pool.ts";
import { type CognitoClientOptions, createCognitoClient } from "../user-pool/cognito-client.ts";
import { findMissingPermissions } from "../user-pool/provisioning/permissions.ts";
import { apiClientName, signUpClientName } from "../user-pool/provisioning/pool-definition.ts";
import type { UserPoolClient } from "../user-pool/pool-connection.ts";

export type ConnectedUserPool = {
  cognito: CognitoIdentityProviderClient;
  userPoolId: string;
  /** The API's own app client. */
  client: UserPoolClient;
  /** The app client of SignUp. */
  signUpClient: UserPoolClient;
  /** All app clients whose tokens the API accepts. */
  clientIds: string[];
  endpoint: string | undefined;
  localUrl: string | undefined;
};

/** Connects to the configured user pool, or starts and provisions the local one. */
export async function connectUserPool(
  {
    userPool,
    servedHosts,
    localFirstFactors,
    localRemembersDevices,
    localTriggers,
    localStubProviders,
    port,
  }: Pick<
    Config,
    | "userPool"
    | "servedHosts"
    | "localFirstFactors"
    | "localRemembersDevices"
    | "localTriggers"
    | "localStubProviders"
    | "port"
  >,
  clientOptions: Pick<CognitoClientOptions, "credentials" | "requestTimeout">,
  local: Omit<
    LocalPoolOptions,
    | "host"
    | "port"
    | "requestTimeout"
    | "servedHosts"
    | "credentials"
    | "firstFactors"
    | "remembersDevices"
    | "triggers"
    | "apiOrigin"
  >,
  cleanups: (() => Promise<void>)[],
): Promise<ConnectedUserPool> {
  if (userPool.kind === "cognito") {
    const { userPoolId, clientId, clientSecret, trustedClientIds, endpoint } = userPool;
    const client = { clientId, clientSecret };
    return {
      cognito: createCognitoClient({ ...userPool, ...clientOptions }),
      userPoolId,
      client,
      signUpClient: userPool.signUpClient ?? client,
      clientIds: [clientId, ...trustedClientIds],
      endpoint,
      localUrl: undefined,
    };
  }
  const { url, stop, cognito, userPoolId, clients } = await startLocalPool({
    ...local,
    requestTimeout: clientOptions.requestTimeout,
    host: "localhost",
    servedHosts,
    port: userPool.port,
    firstFactors: localFirstFactors,
    remembersDevices: localRemembersDevices,
    triggers: localTriggers,
    stubProviders: localStubProviders,
    apiOrigin: `http://localhost:${port}`,
  });
  cleanups.push(stop);
  const client = clients.find(({ name }) => name === apiClientName);
  const signUpClient = clients.find(({ name }) => name === signUpClientName);
  if (!client || !signUpClient) throw new Error("The pool definition lacks an app client of the API.");
  const clientIds = clients.filter((each) => each !== signUpClient).map(({ clientId }) => clientId);
  return { cognito, userPoolId, client, signUpClient, clientIds, endpoint: url, localUrl: url };
}

/** Logs which protections are off because the API lacks AWS permissions. It works without them. */
export async function tellMissingPermissions(pool: ConnectedUserPool, log: Log): Promise<void> {
  for (const { action, protects } of await findMissingPermissions(pool))
    log.warn({ action, off: protects }, "AWS permission missing: a protection is off");
}
