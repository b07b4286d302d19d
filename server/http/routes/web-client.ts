import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Paths of the API. Every other path without a file extension is a page of the web client. */
const apiPaths = ["/graphql", "/playground", "/inbox", "/inbox.json", "/metrics", "/healthz", "/readyz"];

/**
 * Serves the built web client. Browsers keep hashed assets for a year, and revalidate the page each time.
 *
 * @param directory the output of `vite build`.
 */
export async function addWebClient(server: FastifyInstance, directory: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: directory,
    wildcard: false,
    // The build writes compressed files beside the others.
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
