import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import proxyAddr from "@fastify/proxy-addr";
import type { Config } from "../../config.ts";

/** Whether the headers of a peer, so many hops away, are believed. */
export type Trust = (address: string, hop: number) => boolean;

export function createTrust(trustProxy: Config["trustProxy"]): Trust {
  if (trustProxy === false) return () => false;
  if (typeof trustProxy === "number") return (_address, hop) => hop < trustProxy;
  return proxyAddr.compile(trustProxy.split(",").map((each) => each.trim()));
}

/** The id that a trusted proxy gave a request, so that its log and ours can be read together; else a new one. */
export function createRequestId(trusts: Trust): (request: IncomingMessage) => string {
  return ({ headers: { "x-request-id": given }, socket: { remoteAddress } }) => {
    const isSane = typeof given === "string" && /^[\w.-]{8,64}$/.test(given);
    return isSane && remoteAddress !== undefined && trusts(remoteAddress, 0) ? given : randomUUID();
  };
}
