import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { openTestDatabase } from "../../test/test-database.ts";
import { localCredentials, startLocalUserPool } from "../local-user-pool.ts";
import type { UserPoolMail } from "../local-user-pool.ts";

/** An endpoint that speaks Cognito, and what a test needs besides it: the mail and the time. */
export type EndpointUnderTest = {
  url: string;
  cognito: CognitoIdentityProviderClient;
  /** The latest mail to an address. */
  mailTo: (address: string) => UserPoolMail;
  mailsTo: (address: string) => UserPoolMail[];
  /** The code in the latest mail to an address. */
  codeFor: (address: string) => string;
  now: () => Date;
  advance: (seconds: number) => void;
  /** What the pool reported as unexpected; empty unless a test is about that. */
  unexpectedErrors: unknown[];
  /** Makes deliveries fail with this error until it is called again without one. */
  failDeliveries: (error?: Error) => void;
  close: () => Promise<void>;
};

/** Starts the local user pool on an empty database: the one place that the tests learn the endpoint and its keys from. */
export async function startEndpointUnderTest(): Promise<EndpointUnderTest> {
  const database = await openTestDatabase();
  const mails: UserPoolMail[] = [];
  const unexpectedErrors: unknown[] = [];
  let now = new Date("2026-09-01T09:05:03.250Z");
  let deliveryFailure: Error | undefined;
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
    onUnexpectedError: (error) => unexpectedErrors.push(error),
  });
  const cognito = new CognitoIdentityProviderClient({
    endpoint: pool.url,
    region: "us-east-1",
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
    cognito,
    mailTo,
    mailsTo,
    codeFor: (address) => {
      const { code } = mailTo(address);
      if (code === undefined) throw new Error(`The latest mail to ${address} carries no code`);
      return code;
    },
    now: () => now,
    advance: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    unexpectedErrors,
    failDeliveries: (error) => {
      deliveryFailure = error;
    },
    close: async () => {
      cognito.destroy();
      await pool.stop();
      await database.close();
    },
  };
}
