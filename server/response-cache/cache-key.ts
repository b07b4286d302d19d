/**
 * Everything in a request that a shared response depends on: who is hidden from the viewer; guest, or the kind and the
 * scopes of the token; content type, body. Neither scopes nor headers contain a line feed, so no header of a client reads
 * like scopes.
 *
 * @param hiddenPeople.version undefined where nobody is hidden: only these viewers share responses.
 */
export function cacheKey(
  identity: { kind: "guest" } | { kind: "member" | "machine"; claims: { cachePartition: string } },
  { version = "" }: { version: string | undefined },
  accept: string | undefined,
  body: string,
): string {
  const partition = identity.kind === "guest" ? "guest" : identity.claims.cachePartition;
  return `${version}\n${partition}\n${accept}\n${body}`;
}
