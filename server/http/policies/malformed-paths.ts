import type { IncomingMessage } from "node:http";

/**
 * The target of a request, with a malformed escape taken as text where a person has followed a link: the address gets a
 * page that says so. Programs are refused.
 */
export function readableTarget({ url = "/", headers: { accept = "" } }: IncomingMessage): string {
  if (!url.includes("%") || !accept.includes("text/html")) return url;
  try {
    decodeURIComponent(url);
    return url;
  } catch {
    return url.replaceAll("%", "%25");
  }
}
