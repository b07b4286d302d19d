import type { MisspelledVariable } from "./misspelled-variables.ts";
import type { DatabaseConfig } from "../database/database.ts";
import type { LogLevel } from "../observability/log-output.ts";
import type { ConfiguredProfile } from "../user-pool/profile/configured-profile.ts";
import type { FirstFactorOptions } from "../user-pool/provisioning/first-factors.ts";
import type { TracingConfig } from "../observability/tracing.ts";

/** Where the accounts are: in the local user pool, which this process runs, or in a user pool of Amazon Cognito. */
export type UserPoolConfig =
  | { kind: "local"; port: number }
  | {
      kind: "cognito";
      region: string;
      userPoolId: string;
      clientId: string;
      clientSecret: string | undefined;
      /** The app client of SignUp; absent: the API's own, which then must be allowed to write the e-mail address. */
      signUpClient: { clientId: string; clientSecret: string | undefined } | undefined;
      trustedClientIds: string[];
      /** What the pool is like, where its settings may not be read. */
      profile: ConfiguredProfile;
      /** The URL of another server with Cognito's wire protocol. */
      endpoint: string | undefined;
    };

/** The configuration, read from environment variables. */
export type Config = {
  production: boolean;
  host: string;
  port: number;
  /** The number of processes that serve the port. */
  workers: number;
  logLevel: LogLevel;
  database: DatabaseConfig;
  /** Shared by the nodes for messages and rate limits; without it they use the database. */
  redisUrl: string | undefined;
  userPool: UserPoolConfig;
  /** What a sign-in at a local user pool may begin with besides a password. */
  localFirstFactors: FirstFactorOptions;
  /** Whether a local user pool keeps track of devices. */
  localRemembersDevices: boolean;
  /** Where a local user pool finds the functions of triggers: in the module at a path, or at Lambda's URL. */
  localStubProviders: boolean;
  localTriggers: { module: string | undefined; lambdaEndpoint: string | undefined };
  /** How mail of the API and of the local user pool is delivered: by SMTP, to the inbox page, or not at all. */
  mail: { kind: "inbox" } | { kind: "smtp"; url: string; from: string } | { kind: "none" };
  /** The URL of a service that tells breached passwords by the first digits of their SHA-1; absent: nobody is asked. */
  passwordBreachUrl: string | undefined;
  /** Minimum duration, in milliseconds, of mutations whose timing could reveal whether an account exists. */
  authMinimumMs: number;
  /** How long, in milliseconds, a stopping node reports that it is not ready and still serves requests. */
  shutdownDelayMs: number;
  introspection: boolean;
  /** Whether the playground is served. */
  playground: boolean;
  /** Whether repeated queries are compiled. */
  compileQueries: boolean;
  /** Whether viewer-independent responses are cached for 500 ms. */
  cacheResponses: boolean;
  /** Host names, besides this machine's own, that the local user pool, the inbox and a laptop's API serve. */
  servedHosts: string[];
  /** Origins, besides the API's own, whose pages may call it. */
  webOrigins: string[];
  /** Where metrics are served: on a port of their own, on the API's port, or not at all. */
  metrics: { kind: "own-port"; host: string; port: number } | { kind: "api-port" } | { kind: "off" };
  /** Where OpenTelemetry's spans are sent; without it there are none. */
  tracing: TracingConfig | undefined;
  /** The proxies whose X-Forwarded-* headers are trusted: a number of hops, or addresses; false: none. */
  trustProxy: number | string | false;
  /** Variables that look like these and are not. */
  misspelled: MisspelledVariable[];
};
