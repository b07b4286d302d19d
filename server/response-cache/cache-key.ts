/** Everything in a request that a shared response depends on: guest or member, content type, body. */
export function cacheKey(
  { kind }: { kind: "guest" | "member" },
  accept: string | undefined,
  body: string,
): string {
  return `${kind} ${accept} ${body}`;
}
