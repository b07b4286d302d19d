import { once } from "node:events";
import { createServer } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Metrics } from "../../observability/metrics.ts";

export const metricsPath = "/metrics";

/** GET /metrics on the API's port: for development, where nobody else can reach it. */
export function addMetricsRoute(server: FastifyInstance, { expose }: Pick<Metrics, "expose">): void {
  server.get(metricsPath, async (_request, reply) => {
    const { type, text } = await expose();
    return await reply.type(type).header("cache-control", "no-store").send(text);
  });
}

/**
 * GET /metrics on a separate port, to which no balancer forwards.
 *
 * @param onError called with each failure to read the metrics.
 */
export async function listenForMetrics(
  { host, port }: { host: string; port: number },
  { expose }: Pick<Metrics, "expose">,
  onError: (error: unknown) => void,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer({ requestTimeout: 5000 }, (request, response) => {
    if (request.method !== "GET" || request.url?.split("?")[0] !== metricsPath) {
      response.writeHead(404).end();
      return;
    }
    expose().then(
      ({ type, text }) => response.writeHead(200, { "content-type": type }).end(text),
      (error: unknown) => {
        onError(error);
        response.writeHead(500).end();
      },
    );
  });
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The metrics have no port.");
  return {
    url: `http://localhost:${address.port}${metricsPath}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
