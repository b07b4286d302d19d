/** One for each viewer, so that a tab does not hear itself. */
const channels = new Map<string, BroadcastChannel>();

function channelOf(viewerId: string): BroadcastChannel {
  const channel = channels.get(viewerId) ?? new BroadcastChannel(`cruddur-notifications ${viewerId}`);
  channels.set(viewerId, channel);
  return channel;
}

/** Tells the other tabs of this browser how many notifications are unread now. */
export function tellOtherTabs(viewerId: string, count: number): void {
  channelOf(viewerId).postMessage(count);
}

/** Returns a function that ends it. */
export function listenToOtherTabs(viewerId: string, onCount: (count: number) => void): () => void {
  const channel = channelOf(viewerId);
  const listener = ({ data }: MessageEvent<unknown>) => {
    // Another version of the page may be open in another tab.
    if (typeof data === "number") onCount(data);
  };
  channel.addEventListener("message", listener);
  return () => channel.removeEventListener("message", listener);
}
