import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { nextPrivateKey } from "../../../test/support/app/private-keys.ts";
import { openTestDatabase } from "../../../test/support/database/test-database.ts";
import { localCredentials, startLocalUserPool } from "../../local-user-pool.ts";
import type { TriggerFunction, UserPoolMail } from "../../local-user-pool.ts";
import type { EndpointUnderTest } from "./endpoint-under-test.ts";
import { connectToNamedPool, namedPool } from "./named-pool.ts";

/** Connects to the named pool, or starts a local user pool. */
export async function startEndpointUnderTest(): Promise<EndpointUnderTest> {
  return namedPool ? connectToNamedPool(namedPool) : await startLocalEndpoint();
}

/** Starts a local user pool on an empty database. Its clock changes only by `advance`. */
async function startLocalEndpoint(): Promise<EndpointUnderTest> {
  const database = await openTestDatabase();
  const mails: UserPoolMail[] = [];
  const unexpectedErrors: unknown[] = [];
  let now = new Date("2026-09-01T09:05:03.250Z");
  let deliveryFailure: Error | undefined;
  const functions: Record<string, TriggerFunction> = {};
  const timers = new Set<() => void>();
  const pool = await startLocalUserPool({
    database: database.db,
    clock: () => now,
    deliverMail: async (mail) => {
      if (deliveryFailure) throw deliveryFailure;
      mails.push(mail);
    },
    host: "127.0.0.1",
    port: 0,
    passwordHashCost: 10,
    createPrivateKey: nextPrivateKey,
    stubProviders: true,
    onUnexpectedError: (error) => unexpectedErrors.push(error),
    triggers: {
      functions,
      startTimer: (_milliseconds, onExpired) => {
        timers.add(onExpired);
        return () => timers.delete(onExpired);
      },
    },
  });
  const region = "us-east-1";
  const cognito = new CognitoIdentityProviderClient({
    endpoint: pool.url,
    region,
    credentials: localCredentials,
    maxAttempts: 1,
  });
  const mailsTo = (address: string) => mails.filter((mail) => mail.to === address);
  const mailTo = (address: string) => {
    const mail = mailsTo(address).at(-1);
    if (!mail) throw new Error(`No mail to ${address}`);
    return mail;
  };
  return {
    url: pool.url,
    region,
    namedPoolId: undefined,
    cognito,
    mailTo,
    mailsTo,
    codeFor: (address) => {
      const { code } = mailTo(address);
      if (code === undefined) throw new Error(`The latest mail to ${address} contains no code`);
      return code;
    },
    now: () => now,
    frozenNow: () => now,
    advance: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    unexpectedErrors,
    failDeliveries: (error) => {
      deliveryFailure = error;
    },
    addFunction: (called) => {
      const arn = `arn:aws:lambda:us-east-1:000000000000:function:f${Object.keys(functions).length}`;
      functions[arn] = called;
      return arn;
    },
    expireTriggers: () => {
      for (const onExpired of timers) onExpired();
      timers.clear();
    },
    close: async () => {
      cognito.destroy();
      await pool.stop();
      await database.close();
    },
  };
}
