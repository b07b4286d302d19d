import type { FastifyInstance } from "fastify";
import { sendError } from "../error-response.ts";

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** Whether a host, with its port or without, is served here. */
export type ServedHosts = (host: string | undefined) => boolean;

/**
 * This machine by its names, and the named hosts. On a laptop anything that the browser can reach may be asked without a
 * password, the inbox above all; a page whose name was made to point here (DNS rebinding) must not ask it.
 *
 * @param named further host names, without port.
 */
export function createServedHosts(named: string[]): ServedHosts {
  const served = new Set([...loopback, ...named]);
  return (host = "") => served.has(host.replace(/:\d*$/, ""));
}

/** Answers only to names that are served here. */
export function guardHosts(server: FastifyInstance, serves: ServedHosts): void {
  server.addHook("onRequest", (request, reply, next) => {
    if (serves(request.host)) return next();
    sendError(request, reply, 403, "FORBIDDEN", "This host name is not served here.");
  });
}
