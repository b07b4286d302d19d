import { Link } from "wouter";
import { profilePath } from "../../navigation/paths.ts";
import styles from "./ActivityText.module.css";
import { parseMessage } from "./parse-message.ts";

/** The message of an activity as text, never as markup. Its links send no referrer. */
export function ActivityText({ message, isLarge = false }: { message: string; isLarge?: boolean }) {
  return (
    <p className={`${styles["message"]} ${isLarge ? styles["large"] : ""}`} dir="auto">
      {parseMessage(message).map((part, index) => {
        const key = `${index} ${part.text}`;
        if (part.kind === "text") return part.text;
        if (part.kind === "handle") {
          return (
            <Link key={key} href={profilePath(part.handle)}>
              {part.text}
            </Link>
          );
        }
        return (
          <a key={key} href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {part.text}
          </a>
        );
      })}
    </p>
  );
}
