import { Client, fetchExchange, mapExchange } from "urql";
import type { Session } from "../../sdk/session/session.ts";
import { withPersistedDocumentFallback } from "./persisted-documents.ts";

/**
 * Creates the urql client of one identity: a viewer, or a guest if `viewerId` is undefined. Create a new one when the
 * identity changes.
 *
 * The session's fetch adds and renews tokens, and never sends a request as another identity. There is no cache exchange:
 * the feed has its own state (docs/decisions/0030-feed-store-over-urql.md), and no form reads twice.
 */
export function createGraphQLClient(url: string, session: Session, viewerId: string | undefined): Client {
  return new Client({
    url,
    exchanges: [sendDocumentId, fetchExchange],
    preferGetMethod: false,
    // Subscriptions are server-sent events over the same fetch.
    fetchSubscriptions: true,
    fetch: withPersistedDocumentFallback(session.fetchAs(viewerId)),
  });
}

/**
 * Drops the definitions of a document: urql sends only the id of a document without any. They are dropped late, because
 * urql reads the kind of operation from them first.
 */
const sendDocumentId = mapExchange({
  onOperation: (operation) => ({ ...operation, query: { ...operation.query, definitions: [] } }),
});
