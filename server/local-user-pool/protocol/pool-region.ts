/** The region of a pool, by its id. */
export function regionOfPool(poolId: string): string {
  return poolId.slice(0, poolId.indexOf("_"));
}
