import { startLocalUserPool as startEndpoint } from "../local-user-pool.ts";
import { tokenLifetimes } from "../settings/client-settings.ts";
import { appClients } from "../tables/app-clients-table.ts";
import { createAdministrator } from "./administer.ts";
import { applySeed, defaultSeed, listPools } from "./apply-seed.ts";
import { openDatabase } from "./open-database.ts";
import type { PoolIds } from "./pool-ids.ts";
import { checkSeed, readSeedFile, type Seed, SeedError } from "./seed.ts";

export { SeedError };
export type { PoolIds, Seed };

/** A mail or an SMS that a pool has sent. */
export type SentMessage = {
  /** An e-mail address, or a phone number (E.164). */
  to: string;
  /** Empty for an SMS. */
  subject: string;
  text: string;
  /** The code in the text, if there is one. */
  code?: string;
  /** By the clock of the pool. */
  sentAt: Date;
};

export type LocalUserPoolOptions = {
  /** Default: a free port. */
  port?: number;
  /** The host to listen on. Default: `127.0.0.1`. */
  host?: string;
  /** Further host names, without port, under which clients reach the pool, as in a network of containers. */
  servedHosts?: string[];
  /** The access key of an administrator on another machine. On this machine `local` with the secret `local` is accepted too. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** The time, for codes, tokens and limits. Default: the system's. */
  clock?: () => Date;
  /** The folder that keeps the pools. Default: they are in memory, and gone with the process. */
  data?: string;
  /** Pools and people, or the path of a JSON file with them. Default: a pool `local` with a public client `web`. */
  seed?: Seed | string;
  /** Functions of Lambda triggers, by ARN or by name, as `preSignUp`: each gets the event, and returns it with its response. */
  triggers?: Record<string, (event: unknown) => unknown>;
  /** The URL of an endpoint with Lambda's protocol, for triggers without a function here. */
  lambdaEndpoint?: string;
  /** Called with every message, when it is sent. */
  onMessage?: (message: SentMessage) => void;
  /** Called with errors that are no fault of a client; never with contents of a request. */
  onError?: (error: unknown) => void;
  /** Log2 of scrypt's N for hashes of passwords. Default: 15; tests that create many people lower it to 10. */
  passwordHashCost?: number;
};

export type LocalUserPool = {
  /** The endpoint, for any client of Cognito. */
  url: string;
  /** The pools that exist, oldest first. */
  pools: () => Promise<PoolIds[]>;
  /**
   * Confirms the sign-up of somebody, without a code.
   *
   * @param poolId default: the oldest pool.
   * @throws Error UserNotFoundException, or NotAuthorizedException where the account is confirmed already.
   */
  confirm: (username: string, poolId?: string) => Promise<void>;
  /** The codes that were sent to an address, the latest last. At most the last thousand messages are kept. */
  codes: (to: string) => string[];
  /** The messages that were sent, the latest last, at most a thousand. */
  messages: () => SentMessage[];
  /** Moves the clock of the pool forward, for good. */
  advance: (seconds: number) => void;
  /**
   * Expires all access and ID tokens for the pool: moves its clock beyond the longest lifetime that an app client has. Refresh
   * tokens that live longer stay valid. A verifier with a clock of its own needs to share the `clock` to notice.
   */
  expireTokens: () => Promise<void>;
  /** Stops after the active requests have been answered. */
  stop: () => Promise<void>;
};

const keptMessages = 1000;

/**
 * Starts user pools on this machine, which speak the wire protocol of Amazon Cognito.
 *
 * @throws SeedError for a seed that cannot be used.
 * @throws Error EADDRINUSE where the port is taken; for a folder of data that another process uses.
 */
export async function startLocalUserPool({
  port = 0,
  host = "127.0.0.1",
  clock: systemClock = () => new Date(),
  data,
  seed = defaultSeed,
  triggers,
  lambdaEndpoint,
  onMessage,
  onError,
  passwordHashCost = 15,
  ...options
}: LocalUserPoolOptions = {}): Promise<LocalUserPool> {
  let advancedMs = 0;
  const clock = (): Date => new Date(systemClock().getTime() + advancedMs);
  const wanted = typeof seed === "string" ? await readSeedFile(seed) : checkSeed(seed);
  const { database, close } = await openDatabase(data);
  const administer = createAdministrator(database, clock, passwordHashCost);
  const messages: SentMessage[] = [];
  try {
    await applySeed(database, administer, wanted);
    const endpoint = await startEndpoint({
      ...options,
      database,
      clock,
      host,
      port,
      passwordHashCost,
      triggers: { functions: triggers, lambdaEndpoint },
      ...(onError && { onUnexpectedError: onError }),
      deliverMail: async ({ to, subject, text, code }) => {
        const message = { to, subject, text, ...(code !== undefined && { code }), sentAt: clock() };
        messages.push(message);
        if (messages.length > keptMessages) messages.shift();
        onMessage?.(message);
      },
    });
    const advance = (seconds: number): void => {
      if (!(seconds >= 0)) throw new RangeError("The clock of a pool moves forward only.");
      advancedMs += seconds * 1000;
    };
    return {
      url: endpoint.url,
      pools: () => listPools(database),
      confirm: async (Username, poolId) => {
        const UserPoolId = poolId ?? (await listPools(database))[0]?.id ?? "";
        await administer("AdminConfirmSignUp", { UserPoolId, Username });
      },
      codes: (to) =>
        messages.flatMap((each) => (each.to === to && each.code !== undefined ? [each.code] : [])),
      messages: () => [...messages],
      advance,
      expireTokens: async () => {
        const clients = await database.select().from(appClients);
        const lifetimes = clients.flatMap(({ settings }) => {
          const { accessSeconds, idSeconds } = tokenLifetimes(settings);
          return [accessSeconds, idSeconds];
        });
        advance(Math.max(0, ...lifetimes) + 1);
      },
      stop: async () => {
        await endpoint.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
