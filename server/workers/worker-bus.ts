import { type Bus, createLocalBus } from "../bus/bus.ts";
import { isWorkerMessage, type WorkerMessage } from "./messages.ts";

/** The bus of workers of one node: what one publishes goes to its primary, which tells the others. */
export function createWorkerBus(channel: NodeJS.Process): Bus {
  const local = createLocalBus();
  const onMessage = (message: unknown): void => {
    if (isWorkerMessage(message) && message.kind === "news")
      void local.publish(message.channel, message.message);
  };
  channel.on("message", onMessage);
  return {
    ...local,
    async publish(name, message) {
      await local.publish(name, message);
      sendToPrimary(channel, { kind: "news", channel: name, message });
    },
    async stop() {
      channel.off("message", onMessage);
      await local.stop();
    },
  };
}

/** A primary that is gone takes its workers with it: nobody is left to tell. */
export function sendToPrimary(channel: NodeJS.Process, message: WorkerMessage): void {
  if (channel.connected) channel.send?.(message);
}
