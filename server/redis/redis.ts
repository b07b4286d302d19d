import { createClient } from "redis";
import { withDeadline } from "../lib/deadline.ts";

export type RedisClient = ReturnType<typeof createRedisClient>;

export type Redis = {
  /** The prefix of all keys and channels, which separates applications that share a Redis. */
  namespace: string;
  client: RedisClient;
  /** A connection of its own, because a subscribed one accepts no other commands. */
  subscriber: RedisClient;
  stop: () => Promise<void>;
};

/** Delays between attempts to reconnect: the first and the maximum, in milliseconds. */
const reconnectDelay = { first: 50, maximum: 2000 };

/** How long the start of a node waits for the connection. */
const connectTimeoutMs = 3000;

/**
 * Connects to Redis, and reconnects. While the connection is down commands fail at once and subscriptions wait. No feature
 * depends on Redis for correctness, so a node starts without it.
 *
 * @param onError called for each failed attempt.
 */
export async function openRedis(
  url: string,
  namespace: string,
  onError: (error: unknown) => void,
): Promise<Redis> {
  const client = createRedisClient(url, { disableOfflineQueue: true });
  const subscriber = createRedisClient(url, { disableOfflineQueue: false });
  for (const each of [client, subscriber]) each.on("error", onError);
  await withDeadline(connectTimeoutMs, async () => {
    // Rejects only if the client is stopped before it has connected.
    await Promise.all([client.connect(), subscriber.connect()]).catch(onError);
  });
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
    // Detects a connection that is open but silent, and replaces it.
    pingInterval: 1000,
    socket: {
      connectTimeout: connectTimeoutMs,
      socketTimeout: 2500,
      reconnectStrategy: (attempts) => Math.min(reconnectDelay.first * 2 ** attempts, reconnectDelay.maximum),
    },
  });
}
