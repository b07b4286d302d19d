import { createClient } from "redis";

export type RedisClient = ReturnType<typeof createRedisClient>;

export type Redis = {
  /** Keeps apart what shares one Redis: the beginning of each key and channel. */
  namespace: string;
  client: RedisClient;
  /** A connection that subscribes can do nothing else. */
  subscriber: RedisClient;
  stop: () => Promise<void>;
};

/** Milliseconds: the first pause before a new attempt to connect, and the longest. */
const reconnect = { first: 50, longest: 2000 };

/** Milliseconds that a start waits for the connection. */
const firstConnectionWithin = 3000;

/**
 * Connects to Redis and stays connected. While the connection is down commands fail at once instead of waiting, and
 * subscriptions wait; nothing here needs Redis to be right, so a start does not fail without it.
 *
 * @param onError hears of each failed attempt.
 */
export async function openRedis(
  url: string,
  namespace: string,
  onError: (error: unknown) => void,
): Promise<Redis> {
  const client = createRedisClient(url, { disableOfflineQueue: true });
  const subscriber = createRedisClient(url, { disableOfflineQueue: false });
  for (const each of [client, subscriber]) each.on("error", onError);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, firstConnectionWithin);
  });
  // Rejects only where it is stopped before it has connected.
  const connected = Promise.all([client.connect(), subscriber.connect()]).catch(onError);
  await Promise.race([connected, patience]).finally(() => clearTimeout(timer));
  return {
    namespace,
    client,
    subscriber,
    stop: async () => {
      for (const each of [client, subscriber]) {
        each.removeAllListeners("error");
        each.on("error", () => {});
        if (each.isOpen) each.destroy();
      }
    },
  };
}

function createRedisClient(url: string, { disableOfflineQueue }: { disableOfflineQueue: boolean }) {
  return createClient({
    url,
    disableOfflineQueue,
    // A connection that is open and silent is found out, and made anew.
    pingInterval: 1000,
    socket: {
      connectTimeout: firstConnectionWithin,
      socketTimeout: 2500,
      reconnectStrategy: (attempts) => Math.min(reconnect.first * 2 ** attempts, reconnect.longest),
    },
  });
}
