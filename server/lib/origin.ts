/** A host as the Host header and URLs write it, in the spelling that is compared. */
export type Host = {
  /** In lower case, without the dot that may end a name; an IPv6 address in brackets. */
  name: string;
  /** Undefined: the default port of the scheme, whichever that is. */
  port: number | undefined;
};

type Scheme = "http" | "https";

const defaultPorts: Record<Scheme, number> = { http: 80, https: 443 };
const hostPattern = /^(\[[\da-f:.]+\]|[^\s:/?#@\\[\],]*[^\s:/?#@\\[\],.])\.?(?::(\d{0,5}))?$/;

/** Undefined for a text that is no host. */
export function parseHost(text: string): Host | undefined {
  const [, name, port] = hostPattern.exec(text.toLowerCase()) ?? [];
  return name === undefined ? undefined : { name, port: port ? Number(port) : undefined };
}

/** An origin of a page, as in the Origin header: `https://app.example.com`. */
export type Origin = Host & { scheme: Scheme };

/** Undefined for a text that is no origin, as `null`. A port that is the scheme's default counts as absent. */
export function parseOrigin(text: string): Origin | undefined {
  const [, scheme, rest = ""] = /^(https?):\/\/(.*)$/i.exec(text) ?? [];
  const host = parseHost(rest);
  if (scheme === undefined || !host) return undefined;
  const known: Scheme = scheme.length === 5 ? "https" : "http";
  return { ...host, scheme: known, port: host.port === defaultPorts[known] ? undefined : host.port };
}

/** The spelling in which equal origins are equal texts. */
export function formatOrigin({ scheme, name, port }: Origin): string {
  return `${scheme}://${name}${port === undefined ? "" : `:${port}`}`;
}

/**
 * Whether a page of the origin is one of the host. A host without a port has the default port of the origin's scheme:
 * behind a proxy that ends TLS the scheme of the request is http, whatever the page's is.
 */
export function isOriginOf({ scheme, name, port }: Origin, host: Host): boolean {
  const defaultPort = defaultPorts[scheme];
  return name === host.name && (port ?? defaultPort) === (host.port ?? defaultPort);
}
