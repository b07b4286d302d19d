import type { Client, CombinedError } from "urql";
import { ActivityDocument, HomeFeedDocument, UserDocument } from "../../../generated/documents.ts";
import { failureOf } from "../../failures/graphql-failure.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";
import type { ListName, ListPage } from "./feed-state.ts";

export const PAGE_SIZE = 20;

export type PageResult =
  | ({ kind: "page" } & ListPage)
  /** The user does not exist, or the activity is gone. */
  | { kind: "notFound" }
  | { kind: "failed"; failure: GraphQLFailure };

/** Fetches the page of a list after a cursor, or the first page. */
export async function fetchPage(
  client: Client,
  list: ListName,
  after: string | undefined,
  first = PAGE_SIZE,
): Promise<PageResult> {
  const range = { first, after };
  if (list === "home") {
    const { data, error } = await client.query(HomeFeedDocument, range).toPromise();
    return data ? { kind: "page", page: data.homeFeed } : failed(error);
  }
  const handleOrId = list.slice("by:".length);
  if (list.startsWith("by:")) {
    const { data, error } = await client.query(UserDocument, { handle: handleOrId, ...range }).toPromise();
    if (!data) return failed(error);
    if (!data.user) return { kind: "notFound" };
    const { activities, ...author } = data.user;
    return { kind: "page", page: activities, author };
  }
  const { data, error } = await client.query(ActivityDocument, { id: handleOrId, ...range }).toPromise();
  if (!data) return failed(error);
  if (!data.activity) return { kind: "notFound" };
  const { replies, replyTo, ...activity } = data.activity;
  return { kind: "page", page: replies, activity, replyTo };
}

function failed(error: CombinedError | undefined): PageResult {
  return { kind: "failed", failure: error ? failureOf(error) : { kind: "unreachable" } };
}
