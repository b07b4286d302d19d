/** All of a request that its answer depends on, but for the viewer. */
export function cacheKey(
  { kind }: { kind: "guest" | "member" },
  accept: string | undefined,
  body: string,
): string {
  return `${kind} ${accept} ${body}`;
}
