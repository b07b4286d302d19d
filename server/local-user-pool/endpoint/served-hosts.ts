import type { IncomingMessage } from "node:http";

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Serves this machine's own names and the given ones. A page whose name was made to resolve to this machine (DNS
 * rebinding) has another name, although the browser takes the responses for those of the page's own origin.
 *
 * @param names further host names, without port.
 */
export function createServesHost(names: string[]): (request: IncomingMessage) => boolean {
  const toHostName = (name: string): string => (name.includes(":") ? `[${name}]` : name).toLowerCase();
  const served = new Set([...loopback, ...names.map(toHostName)]);
  return ({ headers: { host = "" } }) => served.has(host.replace(/:\d*$/, "").toLowerCase());
}
