/** Where a post and its replies are. */
export function threadAddress(id: string): string {
  return `/posts/${id}`;
}

/** Where a person's posts are. */
export function profileAddress(handle: string): string {
  return `/users/${handle}`;
}
