import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Where password managers send people whose password has leaked. */
const passwordSettings = "/settings/password";

/**
 * Serves the files of the built web client; its pages are those of `public-pages`. Browsers keep hashed assets for a year,
 * and revalidate other files each time.
 *
 * @param directory the output of `vite build`.
 */
export async function addWebClient(server: FastifyInstance, directory: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: directory,
    wildcard: false,
    index: false,
    // The build writes compressed files beside the others.
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const hashed = path.includes("/assets/");
      response.setHeader("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  // https://w3c.github.io/webappsec-change-password-url/
  server.get("/.well-known/change-password", async (_request, reply) => {
    return await reply.redirect(passwordSettings, 302);
  });
}
