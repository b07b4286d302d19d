import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { TestRunner } from "vitest";
import { deleteCreatedResources } from "./delete-created-resources.ts";
import type { EndpointUnderTest } from "./endpoint-under-test.ts";

/** A user pool that exists outside the tests: in AWS, or at another endpoint that speaks the protocol. */
type NamedPool = { userPoolId: string; region: string; url: string };

/** The pool that the environment names. If it names none, a local user pool is tested. */
export const namedPool = readNamedPool(process.env);

function readNamedPool(environment: NodeJS.ProcessEnv): NamedPool | undefined {
  const { CONTRACT_USER_POOL_ID: userPoolId, CONTRACT_ENDPOINT: endpoint } = environment;
  if (!userPoolId) return undefined;
  const region = /^([a-z]+(?:-[a-z]+)+-\d)_[0-9a-zA-Z]+$/.exec(userPoolId)?.[1];
  if (region === undefined)
    throw new Error(`CONTRACT_USER_POOL_ID is not the id of a user pool: ${userPoolId}`);
  return { userPoolId, region, url: endpoint || `https://cognito-idp.${region}.amazonaws.com` };
}

/**
 * Skips the rest of the running test against a named pool. Has no effect against the local user pool.
 *
 * @param reason why the test proves nothing there, or is impossible.
 */
export function onlyLocally(reason: string): void {
  if (namedPool) skip(reason);
}

function skip(reason: string): never {
  const test = TestRunner.getCurrentTest();
  if (!test) throw new Error(`Hooks must not use what only the local user pool supports: ${reason}`);
  return test.context.skip(reason);
}

/**
 * Connects to a named pool with the credentials that the AWS SDK finds. `close` deletes what the tests have created.
 * The members that need the local user pool's clock, mailbox or errors skip the test.
 */
export function connectToNamedPool({ userPoolId, region, url }: NamedPool): EndpointUnderTest {
  // AWS throttles; the SDK retries.
  const cognito = new CognitoIdentityProviderClient({ region, endpoint: url, maxAttempts: 5 });
  const deleteCreated = deleteCreatedResources(cognito, userPoolId);
  const noMailbox = () => skip("mail from Cognito cannot be read");
  const noClock = () => skip("Cognito's clock cannot be set");
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
      return skip("Cognito does not report its internal errors");
    },
    failDeliveries: () => skip("Cognito's deliveries cannot be made to fail"),
    addFunction: () => skip("the functions of a pool of AWS run there"),
    expireTriggers: noClock,
    close: async () => {
      await deleteCreated();
      cognito.destroy();
    },
  };
}
