/** A part of a message: text, a link, or the handle of a user. */
export type MessagePart =
  | { kind: "text"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "handle"; text: string; handle: string };

// A URL ends before the punctuation of its sentence. A handle does not start within a word.
const pattern = /https?:\/\/[^\s<>"]*[^\s<>".,:;!?'”’»]|(?<![\w@/])@[a-z0-9_]{3,30}(?!\w)/giu;

/** Splits a message into text, handles and links. Only http and https URLs are links. */
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
  if (!URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return protocol === "https:" || protocol === "http:" ? { kind: "link", text, href } : undefined;
}

/** In "(see https://example.com)" the bracket belongs to the sentence. */
function withoutClosingBracket(url: string): string {
  return url.endsWith(")") && !url.includes("(") ? url.slice(0, -1) : url;
}
