import type { FastifyInstance } from "fastify";
import { timedOut, withDeadline } from "../../lib/deadline.ts";

/** What must hold before requests are sent to this node; each check resolves, or rejects with the reason. */
export type ReadinessChecks = Record<string, () => Promise<void>>;

const checkTimeoutMs = 2000;

/**
 * GET /healthz: the process answers. GET /readyz: it can serve. Neither says more, except that a node which is ready may
 * be shedding load: it stays ready, since the other nodes would get that load too.
 */
export function addHealthRoutes(
  server: FastifyInstance,
  checks: ReadinessChecks,
  isShedding: () => boolean,
): void {
  server.get("/healthz", async () => ({ status: "ok" }));

  server.get("/readyz", async (request, reply) => {
    const results = await Promise.allSettled(Object.values(checks).map(inTime));
    const failing = Object.keys(checks).filter((_name, index) => results[index]?.status === "rejected");
    if (failing.length === 0) return { status: "ready", ...(isShedding() && { load: "shedding" }) };
    request.log.warn({ failing }, "not ready");
    return await reply.code(503).send({ status: "not ready", failing });
  });
}

/** A check that hangs counts as failed. */
async function inTime(check: () => Promise<void>): Promise<void> {
  if ((await withDeadline(checkTimeoutMs, check)) === timedOut) throw new Error("The check timed out.");
}
