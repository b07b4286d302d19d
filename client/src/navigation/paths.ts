/** The path of a post or reply, with its thread. */
export function threadPath(id: string): string {
  return `/posts/${id}`;
}

/** The path of a user's profile and posts. */
export function profilePath(handle: string): string {
  return `/users/${handle}`;
}

/** The path of a user's replies. */
export function profileRepliesPath(handle: string): string {
  return `/users/${handle}/replies`;
}

const authPaths = ["/sign-in", "/sign-up", "/confirm", "/recover", "/challenge", "/welcome"];

/** A page that ends in a sign-in: nothing in the frame competes with its form. */
export function isAuthPath(path: string): boolean {
  return authPaths.includes(path);
}
