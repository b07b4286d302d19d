import styles from "./Avatar.module.css";

const COLOURS = 8;

/** Initials on a colour that is derived from the handle. No picture is loaded. */
export function Avatar({ name, handle }: { name: string; handle: string }) {
  const colour = Array.from(handle, (letter) => letter.charCodeAt(0)).reduce((a, b) => a + b, 0) % COLOURS;
  return (
    <span className={`${styles["avatar"]} ${styles[`colour${colour}`]}`} aria-hidden="true">
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
