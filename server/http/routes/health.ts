import type { FastifyInstance } from "fastify";
import type { AdmissionControl } from "../../graphql-server/admission/admission-control.ts";

/** What must hold before requests are sent here; each resolves, or rejects with the reason. */
export type ReadinessChecks = Record<string, () => Promise<void>>;

const checkLimitMs = 2000;

/**
 * GET /healthz: the process answers. GET /readyz: it can serve. Neither says more than that, but that a node which can
 * serve has more to do than it takes on: it stays ready, since its neighbours would get that too.
 */
export function addHealthRoutes(
  server: FastifyInstance,
  checks: ReadinessChecks,
  { isShedding }: Pick<AdmissionControl, "isShedding">,
): void {
  server.get("/healthz", async () => ({ status: "ok" }));

  server.get("/readyz", async (request, reply) => {
    const results = await Promise.allSettled(
      Object.values(checks).map((check) => within(checkLimitMs, check())),
    );
    const failing = Object.keys(checks).filter((_name, index) => results[index]?.status === "rejected");
    if (failing.length === 0) return { status: "ready", ...(isShedding() && { load: "shedding" }) };
    request.log.warn({ failing }, "not ready");
    return await reply.code(503).send({ status: "not ready", failing });
  });
}

/** Rejects where a check takes longer: what hangs is not ready. */
async function within(milliseconds: number, check: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("The check takes too long.")), milliseconds);
  });
  await Promise.race([check, late]).finally(() => clearTimeout(timer));
}
