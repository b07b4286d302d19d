import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { UserPoolMail } from "../../local-user-pool.ts";

/**
 * An endpoint that speaks Cognito, and what a test needs besides it: the mail and the time. Against a named pool, a
 * test that reads mail, sets the time, or asks for anything else that only the local user pool has, is skipped there.
 */
export type EndpointUnderTest = {
  url: string;
  region: string;
  /** The pool that the environment names, for tests that want nothing special of theirs. */
  namedPoolId: string | undefined;
  cognito: CognitoIdentityProviderClient;
  /** The latest mail to an address. */
  mailTo: (address: string) => UserPoolMail;
  mailsTo: (address: string) => UserPoolMail[];
  /** The code in the latest mail to an address. */
  codeFor: (address: string) => string;
  /** The endpoint's time, as near as a test can know it. */
  now: () => Date;
  /** The endpoint's time to the millisecond: it stands still. */
  frozenNow: () => Date;
  advance: (seconds: number) => void;
  /** What the pool reported as unexpected; empty unless a test is about that. */
  unexpectedErrors: unknown[];
  /** Makes deliveries fail with this error until it is called again without one. */
  failDeliveries: (error?: Error) => void;
  close: () => Promise<void>;
};
