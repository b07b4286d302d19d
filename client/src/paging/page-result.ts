import type { CombinedError } from "urql";
import { failureOf } from "../failures/graphql-failure.ts";
import type { GraphQLFailure } from "../failures/graphql-failure.ts";

/** What the client reads of a connection. */
export interface Connection<Node> {
  edges: readonly { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export type PageResult<Node> =
  { kind: "page"; page: Connection<Node> } | { kind: "failed"; failure: GraphQLFailure };

/** The page that a query has returned, or why it has returned none. */
export function toPageResult<Node>(
  page: Connection<Node> | undefined,
  error: CombinedError | undefined,
): PageResult<Node> {
  if (page) return { kind: "page", page };
  return { kind: "failed", failure: error ? failureOf(error) : { kind: "unreachable" } };
}
