import type { Redis } from "../redis/redis.ts";
import type { Bus } from "./bus.ts";

/**
 * A bus over Redis Pub/Sub. The client subscribes again after it has reconnected.
 *
 * @param onError called with messages' and subscriptions' errors.
 * @see https://redis.io/docs/latest/develop/pubsub/
 */
export function createRedisBus(
  { namespace, client, subscriber }: Redis,
  onError: (error: unknown) => void,
): Bus {
  return {
    async publish(channel, message) {
      await client.publish(`${namespace}:${channel}`, message).catch(onError);
    },
    async subscribe(channel, listener) {
      const subscribed = subscriber.subscribe(`${namespace}:${channel}`, listener).catch(onError);
      // Without a connection the subscription waits for one, and the start of the node must not.
      if (subscriber.isReady) await subscribed;
    },
    // Subscriptions end with their connection.
    async stop() {},
  };
}
