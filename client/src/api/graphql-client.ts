import { Client, fetchExchange, mapExchange } from "urql";
import type { Session } from "../../sdk/session/session.ts";
import { withTextsOfDocuments } from "./persisted-documents.ts";

/**
 * The urql client of one identity: a viewer, or a guest where there is none. Make a new one when the identity changes.
 *
 * Tokens are the session's: it renews them and tries again, and sends nothing as anybody but this viewer. There is no
 * cache exchange: the feed keeps its own state (docs/decisions/0030-feed-store-over-urql.md), and no form reads twice.
 */
export function createGraphQLClient(url: string, session: Session, viewerId: string | undefined): Client {
  return new Client({
    url,
    exchanges: [byDocumentId, fetchExchange],
    preferGetMethod: false,
    // Subscriptions are streams of server-sent events over the same fetch.
    fetchSubscriptions: true,
    fetch: withTextsOfDocuments(session.fetchAs(viewerId)),
  });
}

/** urql sends the id of a document that has nothing but one; before, it wants to know the kind of operation. */
const byDocumentId = mapExchange({
  onOperation: (operation) => ({ ...operation, query: { ...operation.query, definitions: [] } }),
});
