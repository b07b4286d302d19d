/** Counts code points, as the API does: an emoji outside the basic multilingual plane is one, not two. */
export function countCodePoints(text: string): number {
  return Array.from(text).length;
}
