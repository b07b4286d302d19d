import ipaddr from "ipaddr.js";

/**
 * Whom an address belongs to, as far as limits go: an IPv4 address is one customer; of IPv6 a customer has a /64 to
 * himself, and any address in it for the asking. An IPv4 address in IPv6 clothes is taken for what it is.
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
