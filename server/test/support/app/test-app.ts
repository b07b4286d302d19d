import { randomUUID } from "node:crypto";
import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, onTestFinished } from "vitest";
import { type App, type AppOptions, startApp } from "../../../app/start-app.ts";
import { readConfig } from "../../../config/read-config.ts";
import { localRegion } from "../../../app/start-local-pool.ts";
import { localCredentials } from "../../../local-user-pool/local-user-pool.ts";
import type { Database, OpenDatabase } from "../../../database/database.ts";
import { migrate } from "../../../database/migrate.ts";
import { cruddurMigrations } from "../../../database/migrations.ts";
import { cruddur } from "../../../features/cruddur.ts";
import type { Feature } from "../../../features/feature.ts";
import type { AdmissionLimits } from "../../../graphql-server/admission/admission-control.ts";
import type { InboxEntry } from "../../../mail/inbox.ts";
import { createSdk, type Sdk } from "../../../../client/sdk/sdk.ts";
import { createCognitoClient } from "../../../user-pool/cognito-client.ts";
import { nextPrivateKey } from "./private-keys.ts";
import { withCheckedPlans } from "../database/checked-plans.ts";
import { openTestDatabase } from "../database/test-database.ts";
import { createBrowser, type Browser } from "./browser.ts";
import type { Playground } from "../../../http/routes/playground.ts";

/** The id of the first pool that a local user pool creates. */
export const localUserPoolId = "us-east-1_Local0001";

/** The public app client of the local user pool, which the API trusts. */
export const publicClientId = "local0public0client0000000";

/** The whole application on free ports, with an empty database and a clock that the test advances. */
export type TestApp = {
  url: string;
  userPoolUrl: string;
  /** The metrics in Prometheus' format; needs METRICS_PORT. */
  metrics: () => Promise<string>;
  /** For states that no request leads to, e.g. what a crashed node leaves behind. */
  db: Database;
  /** The prefix of its keys in Redis. */
  redisNamespace: string;
  /** The AWS SDK's client of the local user pool, with its credentials. */
  cognito: CognitoIdentityProviderClient;
  /** Advances the clock of the application. */
  advance: (duration: { seconds?: number; minutes?: number; hours?: number; days?: number }) => void;
  /** The application's current time. */
  now: () => Date;
  /** A new browser: an SDK with a cookie jar of its own. */
  browser: () => Browser;
  /** An SDK without cookies. */
  sdk: Sdk;
  /** @throws where there is no mail to the address */
  newestMail: (to: string) => Promise<InboxEntry>;
  mails: (to: string) => Promise<InboxEntry[]>;
  /** Starts another node with the same database, user pool and clock; it stops with this one. */
  startNode: (
    environment?: Record<string, string>,
    options?: Partial<
      Pick<
        AppOptions,
        | "timeLimitMs"
        | "userPoolTimeoutMs"
        | "log"
        | "credentials"
        | "features"
        | "rules"
        | "readProfileEveryMs"
        | "webClient"
        | "admissionLimits"
      >
    >,
  ) => Promise<Pick<TestApp, "url" | "sdk" | "browser">>;
  stop: () => Promise<void>;
};

export type TestAppOptions = {
  /** More environment variables. */
  environment?: Record<string, string>;
  /** Default: those of Cruddur. */
  features?: readonly Feature[];
  seed?: boolean;
  webClient?: string;
  /** Called with each line of the log. */
  log?: (line: string) => void;
  playground?: Playground;
  admissionLimits?: Partial<AdmissionLimits>;
  revocationsInMemory?: number;
  /** Changes the tables of the database before the start. */
  prepare?: (db: Database) => Promise<void>;
  /** Replaces parts of the database. */
  wrapDatabase?: (database: OpenDatabase) => OpenDatabase;
  /** Called with each SQL statement. */
  onStatement?: (text: string) => void;
};

const baseEnvironment = {
  NODE_ENV: "test",
  PORT: "0",
  USER_POOL_PORT: "0",
  LOG_LEVEL: "silent",
  SHUTDOWN_DELAY_SECONDS: "0",
  // Tests of other first factors name them.
  COGNITO_FIRST_FACTORS: "PASSWORD",
  REDIS_URL: process.env["TEST_REDIS_URL"],
  // The whole suite without response cache and compiled queries: `TEST_FAST_PATH=off npm test`.
  RESPONSE_CACHE: process.env["TEST_FAST_PATH"],
  COMPILED_QUERIES: process.env["TEST_FAST_PATH"],
};

/** A busy machine takes longer than the server's own limits, which are for people who wait. */
const limits = { timeLimitMs: 120_000, userPoolTimeoutMs: 60_000, breachTimeoutMs: 60_000 };

/** The environment variables of a node that uses a user pool in another process. */
export async function poolEnvironment(
  cognito: CognitoIdentityProviderClient,
  endpoint: string,
): Promise<Record<string, string>> {
  const UserPoolId = localUserPoolId;
  const { UserPoolClients = [] } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId }));
  const describe = async (name: string) => {
    const ClientId = UserPoolClients.find(({ ClientName }) => ClientName === name)?.ClientId ?? "";
    return (await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))).UserPoolClient;
  };
  const [api, signUp] = [await describe("api"), await describe("sign-up")];
  return {
    COGNITO_USER_POOL_ID: UserPoolId,
    COGNITO_CLIENT_ID: api?.ClientId ?? "",
    COGNITO_CLIENT_SECRET: api?.ClientSecret ?? "",
    COGNITO_SIGN_UP_CLIENT_ID: signUp?.ClientId ?? "",
    COGNITO_SIGN_UP_CLIENT_SECRET: signUp?.ClientSecret ?? "",
    COGNITO_TRUSTED_CLIENT_IDS: publicClientId,
    COGNITO_ENDPOINT: endpoint,
  };
}

/** Starts an application; stop it in `afterAll`. */
export async function startTestApp({
  environment = {},
  features = cruddur,
  seed = false,
  webClient,
  log,
  playground,
  admissionLimits = {},
  revocationsInMemory,
  prepare,
  wrapDatabase = (database) => database,
  onStatement,
}: TestAppOptions = {}): Promise<TestApp> {
  let offset = 0;
  const opened = await openTestDatabase();
  if (prepare) {
    opened.keepFromOthers();
    await prepare(opened.db);
  }
  const { open, checkPlans } = await withCheckedPlans(opened, onStatement);
  const database = wrapDatabase(open);
  const config = readConfig({ ...baseEnvironment, ...environment });
  const clock = (): Date => new Date(Date.now() + offset);
  const redisNamespace = randomUUID();
  const app: App = await startApp(config, {
    features,
    clock,
    redisNamespace,
    open: async (_config, migrations) => {
      // The database has the tables of Cruddur and of the local user pool.
      for (const set of migrations.filter((each) => each !== cruddurMigrations)) {
        opened.keepFromOthers();
        await migrate(opened.db, set);
      }
      return database;
    },
    // A 32nd of the default cost: tests sign in often.
    passwordHashCost: 10,
    createPrivateKey: nextPrivateKey,
    seed,
    ...limits,
    admissionLimits,
    ...(webClient !== undefined && { webClient }),
    ...(revocationsInMemory !== undefined && { revocationsInMemory }),
    ...(log && { log: { write: log } }),
    ...(playground !== undefined && { playground }),
  });
  const nodes: App[] = [];
  const mails = async (to: string): Promise<InboxEntry[]> => {
    const response = await fetch(`${app.url}/inbox.json?to=${encodeURIComponent(to)}`);
    return (await response.json()) as InboxEntry[];
  };
  const cognito = createCognitoClient({
    region: localRegion,
    endpoint: app.userPoolUrl,
    credentials: localCredentials,
    requestTimeout: limits.userPoolTimeoutMs,
  });
  return {
    url: app.url,
    userPoolUrl: app.userPoolUrl ?? "",
    metrics: async () => await (await fetch(app.metricsUrl ?? "")).text(),
    db: opened.db,
    redisNamespace,
    cognito,
    advance: ({ seconds = 0, minutes = 0, hours = 0, days = 0 }) => {
      offset += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    },
    now: clock,
    browser: () => createBrowser(app.url),
    sdk: createSdk({ url: `${app.url}/graphql` }),
    newestMail: async (to) => {
      const [newest] = await mails(to);
      if (!newest) throw new Error(`There is no mail to ${to}.`);
      return newest;
    },
    mails,
    startNode: async (more = {}, appOptions = {}) => {
      const node = await startApp(
        readConfig({
          ...baseEnvironment,
          ...(await poolEnvironment(cognito, app.userPoolUrl ?? "")),
          ...more,
        }),
        {
          features,
          clock,
          open: async () => ({ ...database, close: async () => {} }),
          credentials: localCredentials,
          redisNamespace,
          seed: false,
          ...limits,
          ...appOptions,
        },
      );
      nodes.push(node);
      return {
        url: node.url,
        sdk: createSdk({ url: `${node.url}/graphql` }),
        browser: () => createBrowser(node.url),
      };
    },
    stop: async () => {
      for (const node of nodes) await node.stop();
      cognito.destroy();
      const scans = await checkPlans();
      await app.stop();
      expect(scans).toEqual([]);
    },
  };
}

/** Starts an application that stops when the test ends. */
export async function startTestAppForThisTest(options?: TestAppOptions): Promise<TestApp> {
  const app = await startTestApp(options);
  onTestFinished(app.stop);
  return app;
}
