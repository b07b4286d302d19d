import Negotiator from "negotiator";

/** Apollo's own names of the two types, in the order of its preference. */
const contentTypes = ["application/json; charset=utf-8", "application/graphql-response+json; charset=utf-8"];

/**
 * The content type of a response, by the same rule as Apollo Server's.
 *
 * @returns undefined where the client accepts neither: Apollo refuses the request.
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types
 */
export function negotiateContentType(accept: string | undefined): string | undefined {
  if (!accept) return contentTypes[0];
  return new Negotiator({ headers: { accept } }).mediaType(contentTypes);
}
