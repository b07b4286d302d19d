/**
 * Everything in a request that a shared response depends on: guest, or the kind and the scopes of the token; content type,
 * body. Neither scopes nor headers contain a line feed, so no header of a client reads like scopes.
 */
export function cacheKey(
  identity: { kind: "guest" } | { kind: "member" | "machine"; claims: { cachePartition: string } },
  accept: string | undefined,
  body: string,
): string {
  const partition = identity.kind === "guest" ? "guest" : identity.claims.cachePartition;
  return `${partition}\n${accept}\n${body}`;
}
