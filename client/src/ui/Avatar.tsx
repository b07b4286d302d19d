import styles from "./Avatar.module.css";
import { handleColour } from "./handle-colour.ts";

/** Initials on a colour that is derived from the handle. No picture is loaded. */
export function Avatar({ name, handle }: { name: string; handle: string }) {
  return (
    <span className={`${styles["avatar"]} ${styles[`colour${handleColour(handle)}`]}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => firstCharacter(word ?? "").toUpperCase()).join("");
}

/** The first grapheme: an emoji of several code points counts as one. */
function firstCharacter(word: string): string {
  for (const { segment } of new Intl.Segmenter().segment(word)) return segment;
  return "";
}
