/** A piece of a message: text, an address to follow, or the handle of a person. */
export type MessagePart =
  | { kind: "text"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "handle"; text: string; handle: string };

// An address ends before the punctuation of the sentence that it stands in. A handle does not begin within a word.
const pattern = /https?:\/\/[^\s<>"]*[^\s<>".,:;!?'”’»]|(?<![\w@/])@[a-z0-9_]{3,30}(?!\w)/giu;

/** Finds the web addresses and the handles in a message. Only http and https count as addresses. */
export function messageParts(message: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let end = 0;
  for (const { 0: found, index } of message.matchAll(pattern)) {
    const part = found.startsWith("@") ? handlePart(found) : linkPart(withoutLoneBracket(found));
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

/** In "(see https://example.com)" the bracket is the sentence's. */
function withoutLoneBracket(address: string): string {
  return address.endsWith(")") && !address.includes("(") ? address.slice(0, -1) : address;
}
