import { once } from "node:events";
import { deleteExpired } from "./tables/delete-expired.ts";
import { createHttpServer } from "./endpoint/http-server.ts";
import type { DeliverMail, UserPoolMail } from "./mail/mail.ts";
import type { CreatePrivateKey } from "./tokens/signing-keys.ts";
import type { Database } from "./tables/database-schema.ts";

export type { UserPoolMail };
export { localCredentials } from "./endpoint/sigv4.ts";

export type LocalUserPoolOptions = {
  /** PGlite or Postgres, with `localUserPoolMigrations` applied. */
  database: Database;
  clock: () => Date;
  deliverMail: DeliverMail;
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** Hears of everything that is not a client's fault; never of what a request carried. */
  onUnexpectedError?: (error: unknown, context: { operation: string; requestId: string }) => void;
  /** Log2 of the cost of a password hash (scrypt's N): 15 unless a test has to sign in often. */
  passwordHashCost?: number;
  /** Gives new pools their keys: made for them unless a test has to have many pools. */
  createPrivateKey?: CreatePrivateKey;
};

/** A request that is not sent to its end by then does not hold a stop up. */
const stopWithinMs = 10_000;

/**
 * Starts an endpoint that speaks Amazon Cognito's wire protocol (the user-pool half of it), with real cryptography. It
 * starts without pools: CreateUserPool makes them.
 *
 * @returns its URL, and a function that ends it once the requests under way are answered.
 * @throws Error EADDRINUSE and the like, where it cannot listen.
 */
export async function startLocalUserPool(
  options: LocalUserPoolOptions,
): Promise<{ url: string; stop: () => Promise<void> }> {
  await deleteExpired(options.database, options.clock());
  const server = createHttpServer(options);
  server.listen(options.port, options.host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The local user pool has no port");
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${address.port}`,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      const timer = setTimeout(() => server.closeAllConnections(), stopWithinMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
