import type { Redis } from "../redis/redis.ts";
import type { Bus } from "./bus.ts";

/**
 * A bus over Redis publish and subscribe. After a break of the connection the subscriptions are made anew by the client.
 *
 * @param onError hears of messages that could not be sent.
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
      // Without a connection it waits for one, which a start must not.
      if (subscriber.isReady) await subscribed;
    },
    // Subscriptions end with their connection.
    async stop() {},
  };
}
