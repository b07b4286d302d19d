import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Routes of the API; any other path without a file is a page of the web client. */
const apiPaths = ["/graphql", "/playground", "/inbox", "/inbox.json", "/metrics", "/healthz", "/readyz"];

/**
 * Serves the built web client. Hashed assets are kept for ever; the page itself is asked for anew each time.
 *
 * @param directory where `vite build` put it.
 */
export async function addWebClient(server: FastifyInstance, directory: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: directory,
    wildcard: false,
    // The build has laid compressed files beside the others.
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const hashed = path.includes("/assets/");
      response.setHeader("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  server.get("*", async (request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    if (path.includes(".") || apiPaths.includes(path)) return reply.callNotFound();
    return await reply.sendFile("index.html");
  });
}
