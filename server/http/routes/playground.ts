import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/**
 * As strict as the editor lets it be (docs/decisions/0041-self-hosted-graphiql.md). The editor sets
 * inline styles, has its fonts in its style sheet, and writes descriptions as HTML; scripts and workers are our own files,
 * and nothing is loaded from other hosts.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * GET /playground: GraphiQL on this API.
 *
 * @param directory the output of `vite build client/playground`.
 */
export async function addPlayground(server: FastifyInstance, directory: string): Promise<void> {
  await server.register(async (playground) => {
    // Runs after the hook of the security headers, and replaces their policy.
    playground.addHook("onSend", async (_request, reply) => {
      void reply.header("content-security-policy", contentSecurityPolicy);
    });
    await playground.register(fastifyStatic, {
      root: directory,
      prefix: "/playground",
      wildcard: false,
      cacheControl: false,
      setHeaders: (response, path) => {
        const hashed = path.includes("/assets/");
        response.setHeader("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    playground.get("/playground", async (_request, reply) => await reply.sendFile("index.html"));
  });
}
