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

const streamType = "text/event-stream";

/**
 * Whether a client takes a stream: never, or by an explicit entry in its Accept header, beside JSON or alone. A wildcard
 * asks for no stream: most clients send one with every request.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.accept
 */
export function acceptsStream(accept: string | undefined): "no" | "besideJson" | "only" {
  if (!accept || !/event-stream/i.test(accept)) return "no";
  const negotiator = new Negotiator({ headers: { accept } });
  if (!negotiator.mediaTypes().some((type) => type.toLowerCase() === streamType)) return "no";
  return negotiator.mediaType(contentTypes) === undefined ? "only" : "besideJson";
}
