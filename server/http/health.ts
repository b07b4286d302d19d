import type { FastifyInstance } from "fastify";

/** What must hold before requests are sent here; each resolves, or rejects with the reason. */
export type ReadinessChecks = Record<string, () => Promise<void>>;

/** GET /healthz: the process answers. GET /readyz: it can serve. Neither says more than that. */
export function addHealthRoutes(server: FastifyInstance, checks: ReadinessChecks): void {
  server.get("/healthz", async () => ({ status: "ok" }));

  server.get("/readyz", async (request, reply) => {
    const results = await Promise.allSettled(Object.values(checks).map((check) => check()));
    const failing = Object.keys(checks).filter((_name, index) => results[index]?.status === "rejected");
    if (failing.length === 0) return { status: "ready" };
    request.log.warn({ failing }, "not ready");
    return await reply.code(503).send({ status: "not ready", failing });
  });
}
