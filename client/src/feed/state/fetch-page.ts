import type { Client, CombinedError } from "urql";
import {
  HomeFeedDocument,
  ProfileDocument,
  ThreadDocument,
  UserDocument,
  UserRepliesDocument,
} from "../../../generated/documents.ts";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { failureOf } from "../../failures/graphql-failure.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";
import type { ListName, ListPage } from "./feed-state.ts";

export const PAGE_SIZE = 20;

export type PageResult =
  | ({ kind: "page" } & ListPage)
  /** The user does not exist, or the activity is gone. */
  | { kind: "notFound" }
  | { kind: "failed"; failure: GraphQLFailure };

/** Fetches the page of a list after a cursor, or its beginning with at least so many activities. */
export async function fetchPage(
  client: Client,
  list: ListName,
  after: string | undefined,
  first = PAGE_SIZE,
): Promise<PageResult> {
  const [kind, ...rest] = list.split(":");
  const handleOrId = rest.join(":");
  switch (kind) {
    case "by":
      return await fetchPosts(client, handleOrId, after, first);
    case "repliesBy":
      return await fetchReplies(client, handleOrId, after, first);
    case "to":
      return await fetchThread(client, handleOrId, after, first);
    default:
      return await fetchHome(client, after, first);
  }
}

async function fetchHome(client: Client, after: string | undefined, first: number): Promise<PageResult> {
  const { data, error } = await client.query(HomeFeedDocument, { first, after }).toPromise();
  return data ? { kind: "page", page: data.homeFeed } : failed(error);
}

/** The posts of a user; the first page with the user. */
async function fetchPosts(
  client: Client,
  handle: string,
  after: string | undefined,
  first: number,
): Promise<PageResult> {
  if (after !== undefined) {
    const { data, error } = await client.query(UserDocument, { handle, first, after }).toPromise();
    if (!data) return failed(error);
    return data.user ? { kind: "page", page: data.user.activities } : { kind: "notFound" };
  }
  const { data, error } = await client.query(ProfileDocument, { handle, first }).toPromise();
  if (!data) return failed(error);
  if (!data.user) return { kind: "notFound" };
  const { activities, ...author } = data.user;
  return { kind: "page", page: activities, author };
}

/** The replies of a user, with what each one is for. */
async function fetchReplies(
  client: Client,
  handle: string,
  after: string | undefined,
  first: number,
): Promise<PageResult> {
  const { data, error } = await client.query(UserRepliesDocument, { handle, first, after }).toPromise();
  if (!data) return failed(error);
  if (!data.user) return { kind: "notFound" };
  const { edges, pageInfo } = data.user.replies;
  const parents = new Map<string, ActivityFieldsFragment>();
  for (const { node } of edges) if (node.replyTo) parents.set(node.id, node.replyTo);
  return { kind: "page", page: { edges, pageInfo }, parents };
}

/** An activity with its thread: what is above it, its replies, and the first replies to each. Its pages have one size. */
async function fetchThread(
  client: Client,
  id: string,
  after: string | undefined,
  first: number,
): Promise<PageResult> {
  const { data, error } = await client.query(ThreadDocument, { id, after }).toPromise();
  if (!data) return failed(error);
  if (!data.activity) return { kind: "notFound" };
  const { replies: direct, ancestors, isReply: _, ...activity } = data.activity;
  const { edges, pageInfo } = direct;
  const page: ListPage = {
    page: { edges, pageInfo },
    thread: { activity, ancestors },
    replies: new Map(edges.map(({ node }) => [node.id, node.replies])),
  };
  if (edges.length >= first || !pageInfo.hasNextPage || pageInfo.endCursor === null) {
    return { kind: "page", ...page };
  }
  const rest = await fetchThread(client, id, pageInfo.endCursor, first - edges.length);
  return rest.kind === "page" ? { kind: "page", ...joined(page, rest) } : rest;
}

function joined(before: ListPage, { page, replies }: ListPage): ListPage {
  return {
    ...before,
    page: { ...page, edges: [...before.page.edges, ...page.edges] },
    replies: new Map([...(before.replies ?? []), ...(replies ?? [])]),
  };
}

function failed(error: CombinedError | undefined): PageResult {
  return { kind: "failed", failure: error ? failureOf(error) : { kind: "unreachable" } };
}
