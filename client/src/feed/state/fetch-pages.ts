import type { Client } from "urql";
import type { ListName } from "./feed-state.ts";
import { fetchPage } from "./fetch-page.ts";
import type { PageResult } from "./fetch-page.ts";

/** The API's largest page. */
const MAX_PAGE_SIZE = 100;

/** Fetches the beginning of a list as one page, in as many requests as its length needs. */
export async function fetchPages(client: Client, list: ListName, length: number): Promise<PageResult> {
  let result = await fetchPage(client, list, undefined, Math.min(length, MAX_PAGE_SIZE));
  while (result.kind === "page") {
    const { edges, pageInfo } = result.page;
    const missing = length - edges.length;
    if (missing <= 0 || !pageInfo.hasNextPage || pageInfo.endCursor === null) return result;
    // One after the other: each needs the cursor of the one before.
    // oxlint-disable-next-line no-await-in-loop
    const next = await fetchPage(client, list, pageInfo.endCursor, Math.min(missing, MAX_PAGE_SIZE));
    // Without the rest, what is there is shown: the reader's scrolling asks for more.
    if (next.kind !== "page") return result;
    result = { ...result, page: { ...next.page, edges: [...edges, ...next.page.edges] } };
  }
  return result;
}
