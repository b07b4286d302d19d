import { type Context, memberOrGuest } from "../graphql/context.ts";
import { findMember } from "../users/find-member.ts";

const ids = new WeakMap<Context, Promise<string>>();

/** The id of the person who asks, looked up once for a request; undefined for a guest. */
export async function viewerIdOf(context: Context): Promise<string | undefined> {
  const member = memberOrGuest(context);
  if (!member) return undefined;
  const known = ids.get(context);
  if (known) return await known;
  const looking = findMember(context, member).then(({ id }) => id);
  ids.set(context, looking);
  return await looking;
}
