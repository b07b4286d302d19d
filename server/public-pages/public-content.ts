import { z } from "zod";
import type { GuestQuery, QueryOrigin } from "../graphql-server/guest-query.ts";

// What a guest may read, by the API's own queries, so that audience, expiry and blocks are those of the API.

const author = z.object({ handle: z.string(), name: z.string() });
const activity = z.object({
  id: z.string(),
  message: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  likesCount: z.number(),
  repliesCount: z.number(),
  author,
});
const list = z.object({ edges: z.array(z.object({ node: activity })) });
const homeData = z.object({ homeFeed: list });
const postData = z.object({
  activity: activity
    .extend({ replyTo: z.object({ id: z.string(), author }).nullable(), replies: list })
    .nullable(),
});
const profileData = z.object({
  user: author.extend({ bio: z.string().nullable(), activities: list }).nullable(),
});

export type PublicAuthor = z.infer<typeof author>;
export type PublicActivity = z.infer<typeof activity>;
/** Null: there is none that a guest may see. Undefined: the database does not answer. */
type Found<T> = Promise<T | null | undefined>;
export type PublicPost = PublicActivity & {
  replyTo: { id: string; author: PublicAuthor } | null;
  replies: PublicActivity[];
};
export type PublicProfile = PublicAuthor & { bio: string | null; posts: PublicActivity[] };

const fields = "id message createdAt expiresAt likesCount repliesCount author { handle name }";
/** As many as the web client loads, so that both execute the same statements. */
const pageSize = 20;
const edges = `edges { node { ${fields} } }`;

export async function readHomePosts(ask: GuestQuery, origin: QueryOrigin): Found<PublicActivity[]> {
  const query = `query HomePage($first: Int!) { homeFeed(first: $first) { ${edges} } }`;
  const data = homeData.safeParse(
    await ask({ query, operationName: "HomePage", variables: { first: pageSize } }, origin),
  );
  return data.success ? toActivities(data.data.homeFeed) : undefined;
}

export async function readPost(ask: GuestQuery, id: string, origin: QueryOrigin): Found<PublicPost> {
  const query = `query PostPage($id: ID!, $first: Int!) { activity(id: $id) { ${fields} replyTo { id author { handle name } } replies(first: $first) { ${edges} } } }`;
  const data = postData.safeParse(
    await ask({ query, operationName: "PostPage", variables: { id, first: pageSize } }, origin),
  );
  if (!data.success) return undefined;
  const { activity: found } = data.data;
  return found && { ...found, replies: toActivities(found.replies) };
}

export async function readProfile(
  ask: GuestQuery,
  handle: string,
  origin: QueryOrigin,
): Found<PublicProfile> {
  const query = `query ProfilePage($handle: String!, $first: Int!) { user(handle: $handle) { handle name bio activities(first: $first) { ${edges} } } }`;
  const data = profileData.safeParse(
    await ask({ query, operationName: "ProfilePage", variables: { handle, first: pageSize } }, origin),
  );
  if (!data.success) return undefined;
  const { user: found } = data.data;
  return (
    found && { handle: found.handle, name: found.name, bio: found.bio, posts: toActivities(found.activities) }
  );
}

function toActivities({ edges: found }: z.infer<typeof list>): PublicActivity[] {
  return found.map(({ node }) => node);
}
