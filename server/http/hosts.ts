import type { FastifyInstance } from "fastify";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Answers only to names of this machine. On a laptop anything that the browser can reach may be asked without a
 * password, the inbox above all; a page whose name was made to point here (DNS rebinding) must not ask it.
 *
 * @param named further host names, without port.
 */
export function guardHosts(server: FastifyInstance, named: string[]): void {
  const allowed = new Set([...loopback, ...named]);
  server.addHook("onRequest", async (request, reply) => {
    if (allowed.has(request.hostname)) return;
    return await reply.code(403).send({
      errors: [{ message: "This host name is not served here.", extensions: { code: "FORBIDDEN" } }],
    });
  });
}
