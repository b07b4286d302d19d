/** True on the developer's own machine, where mail does not leave for a provider but lands in `/inbox`. */
export function isLocal(hostname: string): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
}
