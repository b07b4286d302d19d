import type { Client } from "urql";
import { ActivityDocument, HomeFeedDocument, UserDocument } from "../../../generated/documents.ts";
import { failureOf } from "../../failures/graphql-failure.ts";
import type { GraphQLFailure } from "../../failures/graphql-failure.ts";
import type { ListName, ListPage } from "./feed-state.ts";

/** So many activities come at once. */
export const PAGE_SIZE = 20;

export type PageAnswer =
  | ({ is: "page" } & ListPage)
  /** There is no such person, or no such activity any more. */
  | { is: "missing" }
  | { is: "failed"; failure: GraphQLFailure };

/** Reads a page of a list behind `after`, or the first. */
export async function readPage(
  client: Client,
  list: ListName,
  after: string | undefined,
  first = PAGE_SIZE,
): Promise<PageAnswer> {
  const place = { first, after };
  if (list === "home") {
    const { data, error } = await client.query(HomeFeedDocument, place).toPromise();
    return data ? { is: "page", page: data.homeFeed } : failed(error);
  }
  const named = list.slice("by:".length);
  if (list.startsWith("by:")) {
    const { data, error } = await client.query(UserDocument, { handle: named, ...place }).toPromise();
    if (!data) return failed(error);
    if (!data.user) return { is: "missing" };
    const { activities, ...author } = data.user;
    return { is: "page", page: activities, author };
  }
  const { data, error } = await client.query(ActivityDocument, { id: named, ...place }).toPromise();
  if (!data) return failed(error);
  if (!data.activity) return { is: "missing" };
  const { replies, replyTo, ...activity } = data.activity;
  return { is: "page", page: replies, activity, replyTo };
}

function failed(error: Parameters<typeof failureOf>[0] | undefined): PageAnswer {
  return { is: "failed", failure: error ? failureOf(error) : { kind: "unreachable" } };
}
