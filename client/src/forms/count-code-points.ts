/** Counts as the API does: code points, so that an emoji outside the basic plane is one and not two. */
export function countCodePoints(text: string): number {
  return Array.from(text).length;
}
