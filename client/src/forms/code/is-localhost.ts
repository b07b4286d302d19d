/** True on the developer's machine, where the server puts e-mails into `/inbox`. */
export function isLocalhost(hostname: string): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
}
