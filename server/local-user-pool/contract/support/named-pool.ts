import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { TestRunner } from "vitest";
import { deleteCreatedResources } from "./delete-created-resources.ts";
import type { EndpointUnderTest } from "./endpoint-under-test.ts";

/** A user pool outside these tests: in AWS, or at another address that speaks the protocol. */
type NamedPool = { userPoolId: string; region: string; url: string };

/** The pool that the environment names; the local user pool is tested where it names none. */
export const namedPool = readNamedPool(process.env);

function readNamedPool(environment: NodeJS.ProcessEnv): NamedPool | undefined {
  const { CONTRACT_USER_POOL_ID: userPoolId, CONTRACT_ENDPOINT: endpoint } = environment;
  if (!userPoolId) return undefined;
  const region = /^([a-z]+(?:-[a-z]+)+-\d)_[0-9a-zA-Z]+$/.exec(userPoolId)?.[1];
  if (region === undefined) throw new Error(`CONTRACT_USER_POOL_ID is no id of a user pool: ${userPoolId}`);
  return { userPoolId, region, url: endpoint || `https://cognito-idp.${region}.amazonaws.com` };
}

/**
 * Skips the rest of the running test where a named pool is tested; says why it proves nothing there, or cannot be done.
 * Against the local user pool it does nothing, so that no test is skipped there.
 */
export function onlyLocally(reason: string): void {
  if (namedPool) skip(reason);
}

function skip(reason: string): never {
  const test = TestRunner.getCurrentTest();
  if (!test) throw new Error(`No hook may need what only the local user pool has: ${reason}`);
  return test.context.skip(reason);
}

/**
 * Connects to a named pool, with the credentials that the AWS SDK finds. What the tests create there is deleted when
 * they close it; what needs the local user pool's clock, mailbox or failures skips the test that asks for it.
 */
export function connectToNamedPool({ userPoolId, region, url }: NamedPool): EndpointUnderTest {
  // AWS throttles; the SDK waits and tries again.
  const cognito = new CognitoIdentityProviderClient({ region, endpoint: url, maxAttempts: 5 });
  const deleteCreated = deleteCreatedResources(cognito, userPoolId);
  const noMailbox = () => skip("nobody reads the mail that Cognito sends");
  const noClock = () => skip("the time of Cognito cannot be set");
  return {
    url,
    region,
    namedPoolId: userPoolId,
    cognito,
    mailTo: noMailbox,
    mailsTo: noMailbox,
    codeFor: noMailbox,
    now: () => new Date(),
    frozenNow: noClock,
    advance: noClock,
    get unexpectedErrors() {
      return skip("Cognito keeps its own errors to itself");
    },
    failDeliveries: () => skip("Cognito delivers mail whether or not a test wants it to"),
    close: async () => {
      await deleteCreated();
      cognito.destroy();
    },
  };
}
