import { useCallback, useEffect, useReducer } from "react";
import { useClient } from "urql";
import type { Client } from "urql";
import { HomeFeedDocument } from "../../generated/documents.ts";
import type { ActivityFieldsFragment } from "../../generated/types.ts";
import { failureOf } from "../graphql-failure.ts";
import { emptyFeed, feedAfter } from "./feed-state.ts";
import type { FeedEvent, FeedState } from "./feed-state.ts";

const PAGE_SIZE = 20;

export interface HomeFeed extends FeedState {
  /** Reads the next page, or again the one that failed. */
  loadMore: () => void;
  /** Puts a post of one's own at the top. */
  add: (activity: ActivityFieldsFragment) => void;
}

/** The home feed of the client's identity, page after page. */
export function useHomeFeed(): HomeFeed {
  const client = useClient();
  const [feed, dispatch] = useReducer(feedAfter, emptyFeed);

  useEffect(() => {
    let current = true;
    void readPage(client, undefined).then((event) => current && dispatch(event));
    return () => {
      current = false;
    };
  }, [client]);

  const { nextAfter } = feed;
  const loadMore = useCallback(() => {
    dispatch({ type: "asked" });
    void readPage(client, nextAfter).then(dispatch);
  }, [client, nextAfter]);

  const add = useCallback((activity: ActivityFieldsFragment) => dispatch({ type: "posted", activity }), []);

  return { ...feed, loadMore, add };
}

async function readPage(client: Client, after: string | undefined): Promise<FeedEvent> {
  const { data, error } = await client.query(HomeFeedDocument, { first: PAGE_SIZE, after }).toPromise();
  if (data) return { type: "pageCame", page: data.homeFeed };
  return { type: "failed", failure: error ? failureOf(error) : { kind: "unreachable" } };
}
