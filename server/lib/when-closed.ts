import type { ServerResponse } from "node:http";

/**
 * Calls back once, when a response is over or its client has gone; at once where that is so already. The event alone is
 * not enough: it does not come again for who listens too late, after an `await` for example, and it never comes for a
 * response that waits behind another one on its connection (HTTP pipelining) when the connection closes.
 */
export function whenClosed(response: ServerResponse, callback: () => void): void {
  if (isClosed(response)) callback();
  else if (response.socket) response.on("close", callback);
  else whenWaitingClosed(response, callback);
}

export function isClosed({ closed, destroyed, req }: ServerResponse): boolean {
  return closed || destroyed || req.socket.destroyed;
}

function whenWaitingClosed(response: ServerResponse, callback: () => void): void {
  const { socket } = response.req;
  const close = (): void => {
    socket.off("close", close);
    response.off("close", close);
    callback();
  };
  // A client may send many requests at once.
  socket.setMaxListeners(0).on("close", close);
  response.on("close", close);
}
