import { setTimeout as pause } from "node:timers/promises";

export type Draining = {
  /** True from `begin` on: every response then ends its connection. */
  isOn: () => boolean;
  /** Readiness check: rejects once draining has begun. */
  check: () => Promise<void>;
  /** Resolves when the balancer has had time to stop sending requests here. */
  begin: () => Promise<void>;
};

/**
 * Before a node stops it reports that it is not ready, and goes on serving until its balancer has noticed. Connections end
 * with the response that they carry, so that none is closed while a request is on its way.
 */
export function createDraining(milliseconds: number): Draining {
  let isOn = false;
  return {
    isOn: () => isOn,
    check: async () => {
      if (isOn) throw new Error("The node is stopping.");
    },
    begin: async () => {
      isOn = true;
      await pause(milliseconds);
    },
  };
}
