import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

export type Draining = {
  /** Whether it has begun. */
  isOn: () => boolean;
  /** Rejects once it has begun: for the readiness of a node. */
  check: () => Promise<void>;
  /** Resolves when nobody should be sending requests any more. */
  begin: () => Promise<void>;
};

/**
 * Before a node stops it says that it is not ready, and goes on answering until its balancer has noticed. Connections
 * end with the answer that they carry, so that none is closed while a request is on its way.
 */
export function addDraining(server: FastifyInstance, milliseconds: number): Draining {
  let draining = false;
  server.addHook("onSend", (_request, reply, _payload, done) => {
    if (draining) void reply.header("connection", "close");
    done();
  });
  return {
    isOn: () => draining,
    check: async () => {
      if (draining) throw new Error("The node is about to stop.");
    },
    begin: async () => {
      draining = true;
      await pause(milliseconds);
    },
  };
}
