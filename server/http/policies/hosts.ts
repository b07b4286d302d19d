import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import type { FastifyInstance } from "fastify";
import { parseHost } from "../../lib/origin.ts";
import { forbiddenHost, sendProblem } from "../problem-response.ts";
import type { Forwarded } from "./forwarded.ts";

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** Whether a request asks for a host that is served here. */
export type ServesHost = (request: IncomingMessage) => boolean;

/**
 * Serves this machine's own names and the given ones. In development everything that a browser reaches needs no password,
 * above all the inbox; a page whose name was made to resolve to this machine (DNS rebinding) must not read it.
 *
 * @param names further host names and addresses, without port.
 */
export function createServesHost(names: string[], { host }: Pick<Forwarded, "host">): ServesHost {
  const served = new Set([...loopback, ...names].map(toHostName));
  return (request) => {
    const asked = parseHost(host(request));
    return asked !== undefined && served.has(asked.name);
  };
}

/** The spelling that is compared. HOST has an IPv6 address without brackets. */
function toHostName(name: string): string {
  return parseHost(isIPv6(name) ? `[${name}]` : name)?.name ?? name;
}

/** Refuses requests for other hosts. */
export function guardHosts(server: FastifyInstance, servesHost: ServesHost): void {
  server.addHook("onRequest", (request, reply, next) => {
    if (servesHost(request.raw)) return next();
    sendProblem(request, reply, forbiddenHost);
  });
}
