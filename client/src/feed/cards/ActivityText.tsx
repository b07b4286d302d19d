import { Link } from "wouter";
import { profileAddress } from "../../navigation/paths.ts";
import styles from "./ActivityText.module.css";
import { messageParts } from "./parse-message.ts";

/** What somebody wrote: text, never markup. Addresses in it lead away without a word of where from. */
export function Message({ message, isLarge = false }: { message: string; isLarge?: boolean }) {
  return (
    <p className={`${styles["message"]} ${isLarge ? styles["large"] : ""}`} dir="auto">
      {messageParts(message).map((part, index) => {
        const key = `${index} ${part.text}`;
        if (part.kind === "text") return part.text;
        if (part.kind === "handle") {
          return (
            <Link key={key} href={profileAddress(part.handle)}>
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
