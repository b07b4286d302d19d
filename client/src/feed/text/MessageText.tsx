import { Link } from "wouter";
import { profilePath } from "../../navigation/paths.ts";
import { parseMessage } from "./parse-message.ts";

/**
 * A text that somebody wrote, with its links and handles, never as markup. Links send no referrer. Handles and URLs are
 * isolated: in text from right to left, their "@" and slashes stay where they belong.
 */
export function MessageText({ text }: { text: string }) {
  return parseMessage(text).map((part, index) => {
    const key = `${index} ${part.text}`;
    if (part.kind === "text") return part.text;
    if (part.kind === "handle") {
      return (
        <Link key={key} href={profilePath(part.handle)}>
          <bdi dir="ltr">{part.text}</bdi>
        </Link>
      );
    }
    return (
      <a key={key} href={part.href} title={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
        <bdi dir="ltr">{part.shown}</bdi>
      </a>
    );
  });
}
