import ipaddr from "ipaddr.js";

/**
 * The network of a client, for rate limits: the IPv4 address itself, or the /64 of an IPv6 address, since a
 * customer can use any address of a /64. An IPv4-mapped IPv6 address counts as the IPv4 address.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6177
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6
    ? `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toNormalizedString()}/64`).toNormalizedString()}/64`
    : parsed.toString();
}
