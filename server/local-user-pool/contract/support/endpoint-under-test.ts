import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { TriggerFunction, UserPoolMail } from "../../local-user-pool.ts";

/**
 * An endpoint that speaks Cognito's protocol, with access to its mail and clock. Against a named pool, a test is
 * skipped when it uses a member that only the local user pool supports.
 */
export type EndpointUnderTest = {
  url: string;
  region: string;
  /** The pool that the environment names, for tests that need no pool of their own. */
  namedPoolId: string | undefined;
  cognito: CognitoIdentityProviderClient;
  /** The latest mail to an address. */
  mailTo: (address: string) => UserPoolMail;
  mailsTo: (address: string) => UserPoolMail[];
  /** The code in the latest mail to an address. */
  codeFor: (address: string) => string;
  /** The endpoint's time; against a named pool, that of this machine. */
  now: () => Date;
  /** The endpoint's exact time, which changes only by `advance`. */
  frozenNow: () => Date;
  advance: (seconds: number) => void;
  /** The unexpected errors that the pool reported. */
  unexpectedErrors: unknown[];
  /** Makes deliveries fail with this error, until it is called without one. */
  failDeliveries: (error?: Error) => void;
  /** Adds a function that can be a trigger of a pool. @returns its ARN. */
  addFunction: (called: TriggerFunction) => string;
  /** Ends the time of all triggers that have not answered yet. */
  expireTriggers: () => void;
  close: () => Promise<void>;
};
