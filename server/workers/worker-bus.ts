import { type Bus, createLocalBus } from "../bus/bus.ts";
import { isWorkerMessage, type WorkerMessage } from "./messages.ts";

/** The bus of the workers of one primary, which passes their messages on to each other. */
export function createWorkerBus(channel: NodeJS.Process): Bus {
  const local = createLocalBus();
  const onMessage = (message: unknown): void => {
    if (isWorkerMessage(message) && message.kind === "bus")
      void local.publish(message.channel, message.message);
  };
  channel.on("message", onMessage);
  return {
    ...local,
    async publish(name, message) {
      await local.publish(name, message);
      sendToPrimary(channel, { kind: "bus", channel: name, message });
    },
    async stop() {
      channel.off("message", onMessage);
      await local.stop();
    },
  };
}

/** Does nothing if the primary has ended: its workers end with it. */
export function sendToPrimary(channel: NodeJS.Process, message: WorkerMessage): void {
  if (channel.connected) channel.send?.(message);
}
