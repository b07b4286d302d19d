import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type {
  Database,
  DatabaseConfig,
  DatabaseHooks,
  MigrationSet,
  OpenDatabase,
} from "../database/database.ts";
import { openDatabase } from "../database/open-database.ts";
import type { MailDelivery } from "../mail/message.ts";
import type { GroupDeclaration } from "../rules/define-groups.ts";
import { setLocalProviders } from "./local-providers.ts";
import { setLocalTriggers } from "./local-triggers.ts";
import { createCognitoClient } from "../user-pool/cognito-client.ts";
import { withDeviceTracking } from "../user-pool/provisioning/device-tracking.ts";
import { type FirstFactorOptions, withFirstFactors } from "../user-pool/provisioning/first-factors.ts";
import {
  apiClientName,
  localUserPoolDefinition,
  withGroups,
} from "../user-pool/provisioning/pool-definition.ts";
import { type ProvisionedUserPool, provisionUserPool } from "../user-pool/provisioning/provision.ts";

// The only file that imports the local user pool, which itself imports nothing from outside its folder.

/** Where the functions are that the triggers of local pools run. */
export type LocalTriggers = {
  /** The path of a module. */
  module?: string | undefined;
  /** The URL of an endpoint with Lambda's protocol. */
  lambdaEndpoint?: string | undefined;
};

export type LocalPoolOptions = {
  /** Opened by `openDatabaseWithLocalPool`. */
  db: Database;
  clock: () => Date;
  deliverMail: MailDelivery;
  host: string;
  port: number;
  /** What a sign-in may begin with besides a password. */
  firstFactors: FirstFactorOptions;
  /** Whether it keeps track of devices. */
  remembersDevices: boolean;
  /** How the triggers of pools run; absent: none does. */
  triggers?: LocalTriggers | undefined;
  /** Whether the stub plays identity providers that are not OIDC. */
  stubProviders?: boolean;
  /** Where browsers reach the API, which signs in by the stub; absent: its app client has no provider. */
  apiOrigin?: string;
  /** Further host names under which clients reach the pool. */
  servedHosts?: string[];
  /** Of clients on other machines; absent: the pool serves this machine only. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** Milliseconds for one response to the API; absent: the client's default. */
  requestTimeout?: number | undefined;
  /** Log2 of scrypt's N; absent: the pool's default. */
  passwordHashCost?: number | undefined;
  /** Creates the signing keys; absent: the pool creates them. */
  createPrivateKey?: (() => Promise<string>) | undefined;
  /** Groups of features. */
  groups?: readonly GroupDeclaration[];
  /** Called with unexpected errors. */
  onError: (error: unknown) => void;
  /** Called once with each trigger of a pool that does not run. */
  onTriggerSkipped?: (trigger: { poolId: string; name: string; arn: string }) => void;
};

export type LocalPool = ProvisionedUserPool & {
  url: string;
  /** The SDK's client for this pool, with its credentials. */
  cognito: CognitoIdentityProviderClient;
  stop: () => Promise<void>;
};

/** The log message for `onTriggerSkipped`. */
export const skippedTriggerMessage =
  "trigger of a user pool does not run: neither USER_POOL_TRIGGERS nor LAMBDA_ENDPOINT is set";

export const localRegion = "us-east-1";

/** Opens the database with the application's tables and those of the local user pool. */
export async function openDatabaseWithLocalPool(
  config: DatabaseConfig,
  migrations: MigrationSet[],
  hooks: DatabaseHooks = {},
): Promise<OpenDatabase> {
  const { localUserPoolMigrations } = await import("../local-user-pool/migrations.ts");
  return await openDatabase(config, [...migrations, localUserPoolMigrations], hooks);
}

/** Starts the local user pool, and creates Cruddur's pool and app clients in it by the same calls as in AWS. */
export async function startLocalPool({
  db,
  onError,
  requestTimeout,
  groups = [],
  firstFactors,
  remembersDevices,
  triggers = {},
  onTriggerSkipped,
  apiOrigin,
  ...options
}: LocalPoolOptions): Promise<LocalPool> {
  const { startLocalUserPool, loadTriggerModule, localCredentials } =
    await import("../local-user-pool/local-user-pool.ts");
  const module = triggers.module === undefined ? undefined : await loadTriggerModule(triggers.module);
  const started = await startLocalUserPool({
    ...options,
    database: db,
    onUnexpectedError: onError,
    triggers: {
      module,
      lambdaEndpoint: triggers.lambdaEndpoint,
      ...(onTriggerSkipped && { onSkipped: onTriggerSkipped }),
    },
  });
  const pool = {
    url: started.url,
    stop: async () => {
      await started.stop();
      await module?.stop();
    },
  };
  const credentials = options.credentials ?? localCredentials;
  const connection = { region: localRegion, endpoint: pool.url, credentials };
  // Longer than for requests: a busy laptop creates keys slowly.
  const provisioning = createCognitoClient({ ...connection, requestTimeout: 60_000 });
  try {
    const definition = withFirstFactors(withGroups(localUserPoolDefinition, groups), firstFactors);
    const tracked = remembersDevices ? withDeviceTracking(definition) : definition;
    const provisioned = await provisionUserPool(provisioning, tracked);
    const { userPoolId, clients } = provisioned;
    await setLocalTriggers(provisioning, userPoolId, module?.names ?? []);
    const api = clients.find(({ name }) => name === apiClientName);
    if (api && apiOrigin !== undefined) {
      const isOn = options.stubProviders === true;
      await setLocalProviders(provisioning, { userPoolId, ...api }, { isOn, apiOrigin });
    }
    return { ...provisioned, ...pool, cognito: createCognitoClient({ ...connection, requestTimeout }) };
  } catch (error) {
    await pool.stop();
    throw error;
  } finally {
    provisioning.destroy();
  }
}
