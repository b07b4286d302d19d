import ipaddr from "ipaddr.js";

/** A network, with how many times the limit of the smallest network it may use. */
export type Network = { name: string; share: number };

/**
 * What an IPv6 client may hold: a /64 is one link, a /56 one household, a /48 one site. The larger ones have
 * growing limits, since they may be many clients as well.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6177
 */
const ipv6Prefixes = [
  { length: 64, share: 1 },
  { length: 56, share: 2 },
  { length: 48, share: 4 },
];

/**
 * The networks that a client's attempts count for, the smallest first: an IPv4 address itself, or the /64,
 * the /56 and the /48 of an IPv6 address.
 *
 * @param address of `parseClientAddress`.
 */
export function networksOf(address: string): Network[] {
  if (!ipaddr.IPv6.isValid(address)) return [{ name: address, share: 1 }];
  return ipv6Prefixes.map(({ length, share }) => ({ name: prefixOf(address, length), share }));
}

/** The smallest network of a client: the IPv4 address itself, or the /64 of an IPv6 address. */
export function networkOf(address: string): string {
  // Most addresses are IPv4, and need no parsing.
  return address.includes(":") && ipaddr.IPv6.isValid(address) ? prefixOf(address, 64) : address;
}

function prefixOf(address: string, length: number): string {
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${length}`).toNormalizedString()}/${length}`;
}
