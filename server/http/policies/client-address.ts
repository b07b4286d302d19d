import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * The IP address in what a connection or a proxy names: without port, brackets and zone, and an IPv4-mapped
 * IPv6 address as the IPv4 address.
 *
 * @returns undefined if it is no IP address.
 */
export function parseClientAddress(text: string): string | undefined {
  // The usual two first: every request passes here, and parsing an IPv6 address takes microseconds.
  if (isIP(text) === 4) return text;
  if (text.startsWith(mappedPrefix) && isIP(text.slice(mappedPrefix.length)) === 4)
    return text.slice(mappedPrefix.length);
  const address = withoutZone(withoutPort(text.trim()));
  const version = isIP(address);
  if (version !== 6) return version === 4 ? address : undefined;
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.isIPv4MappedAddress() ? parsed.toIPv4Address().toString() : address;
}

const mappedPrefix = "::ffff:";

/** `1.2.3.4:5678` becomes `1.2.3.4`, and `[::1]:80` or `[::1]` becomes `::1`. */
function withoutPort(address: string): string {
  const [, inBrackets, ipv4] = /^(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(address) ?? [];
  return inBrackets ?? ipv4 ?? address;
}

function withoutZone(address: string): string {
  const at = address.indexOf("%");
  return at === -1 ? address : address.slice(0, at);
}
