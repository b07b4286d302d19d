import type { ServerResponse } from "node:http";

/**
 * Calls back once, when a response is over or its client has gone; at once where that is so already. The event alone is
 * not enough: it does not come again for who listens too late, after an `await` for example.
 */
export function whenClosed(response: ServerResponse, callback: () => void): void {
  if (response.closed || response.destroyed) callback();
  else response.on("close", callback);
}
