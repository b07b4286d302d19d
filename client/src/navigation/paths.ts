/** The path of a post or reply, with its thread. */
export function threadPath(id: string): string {
  return `/posts/${id}`;
}

/** The path of a user's profile and posts. */
export function profilePath(handle: string): string {
  return `/users/${handle}`;
}
