/** A part of a text: plain text, a link, or the handle of a user. */
export type MessagePart =
  | { kind: "text"; text: string }
  /** `text` is what the author wrote, `shown` what stands in its place. */
  | { kind: "link"; text: string; shown: string; href: string }
  | { kind: "handle"; text: string; handle: string };

// A URL ends before the punctuation of its sentence. Neither a URL without a scheme nor a handle starts within a word.
const pattern =
  /https?:\/\/[^\s<>"]*[^\s<>".,:;!?'”’»]|(?<![\w@./:-])www\.[^\s<>"]*[^\s<>".,:;!?'”’»]|(?<![\w@/])@[a-z0-9_]{3,30}(?!\w)/giu;

const MAX_SHOWN_LENGTH = 32;

/** Splits a text into plain text, handles and links. Only http and https URLs are links; hashtags are plain text. */
export function parseMessage(message: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let end = 0;
  for (const { 0: found, index } of message.matchAll(pattern)) {
    const part = found.startsWith("@") ? handlePart(found) : linkPart(withoutClosingBracket(found));
    if (part === undefined) continue;
    if (index > end) parts.push({ kind: "text", text: message.slice(end, index) });
    parts.push(part);
    end = index + part.text.length;
  }
  if (end < message.length) parts.push({ kind: "text", text: message.slice(end) });
  return parts;
}

function handlePart(text: string): MessagePart {
  return { kind: "handle", text, handle: text.slice(1).toLowerCase() };
}

function linkPart(text: string): MessagePart | undefined {
  const hasScheme = /^https?:/iu.test(text);
  const url = hasScheme ? text : `https://${text}`;
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  // "www.example" alone is no host of the web.
  if (!hasScheme && !/^www\.[^.]+\.[^.]/u.test(host)) return undefined;
  return { kind: "link", text, shown: shorten(text, host), href };
}

/** The host and the beginning of the path. The host is never cut: it says where the link leads. */
function shorten(text: string, host: string): string {
  const [, authority = "", rest = ""] = /^(?:https?:\/\/)?([^/?#]*)(.*)$/isu.exec(text) ?? [];
  // A name before the host, as in "https://bank.example@evil.example", must not be read as the host.
  const shownHost = authority.includes("@") ? host : authority;
  const path = rest === "/" ? "" : rest;
  const left = Math.max(0, MAX_SHOWN_LENGTH - shownHost.length);
  const letters = Array.from(path);
  return letters.length <= left ? shownHost + path : `${shownHost}${letters.slice(0, left).join("")}…`;
}

/** In "(see https://example.com)" the bracket belongs to the sentence. */
function withoutClosingBracket(url: string): string {
  return url.endsWith(")") && !url.includes("(") ? url.slice(0, -1) : url;
}
