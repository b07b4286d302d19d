import type { IncomingMessage } from "node:http";
import proxyAddr from "@fastify/proxy-addr";
import type { Config } from "../../config/config.ts";
import { parseClientAddress } from "./client-address.ts";

/** Reads who sent a request and what for, from the X-Forwarded-* headers as far as the proxies are trusted. */
export type Forwarded = {
  /** The client's IP address; undefined if a trusted proxy names none, and once the connection is gone. */
  address: (request: IncomingMessage) => string | undefined;
  /** The host that the client asked for, with its port if it named one. */
  host: (request: IncomingMessage) => string;
  /** Whether the client used HTTPS. */
  isSecure: (request: IncomingMessage) => boolean;
  /** Whether the peer that sent the request is a trusted proxy. */
  isFromTrustedProxy: (request: IncomingMessage) => boolean;
};

export function createForwarded(trustProxy: Config["trustProxy"]): Forwarded {
  const trusts = createTrust(trustProxy);
  const isFromTrustedProxy = ({ socket: { remoteAddress } }: IncomingMessage): boolean =>
    remoteAddress !== undefined && trusts(remoteAddress, 0);
  const forwarded = (request: IncomingMessage, name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === "string" && isFromTrustedProxy(request) ? lastOf(value) : undefined;
  };
  return {
    address(request) {
      const { remoteAddress } = request.socket;
      if (remoteAddress === undefined) return undefined;
      return parseClientAddress(trustProxy === false ? remoteAddress : proxyAddr(request, trusts));
    },
    host: (request) => forwarded(request, "x-forwarded-host") || request.headers.host || "",
    isSecure: (request) => forwarded(request, "x-forwarded-proto")?.toLowerCase() === "https",
    isFromTrustedProxy,
  };
}

/** Whether the headers of a peer that is so many hops away are believed. */
function createTrust(trustProxy: Config["trustProxy"]): (address: string, hop: number) => boolean {
  if (trustProxy === false) return () => false;
  if (typeof trustProxy === "number") return (_address, hop) => hop < trustProxy;
  const isProxy = proxyAddr.compile(trustProxy.split(",").map((each) => each.trim()));
  // Some proxies name a client, and so the proxy before them, with its port.
  return (address, hop) => isProxy(parseClientAddress(address) ?? address, hop);
}

/** The last entry of a list: the one that the nearest proxy added. */
function lastOf(list: string): string {
  return list.slice(list.lastIndexOf(",") + 1).trim();
}
