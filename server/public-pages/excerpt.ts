import { withoutStackedMarks } from "../lib/plain-text.ts";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * The beginning of a text in one line, for titles and descriptions. Characters that turn the direction of what comes after
 * them are left out, since the text may be cut before the one that ends them.
 *
 * @param maximumLength in characters as people count them, the ellipsis included.
 */
export function toExcerpt(text: string, maximumLength: number): string {
  const line = withoutStackedMarks(text)
    .replaceAll(/[\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu, "")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const characters = Array.from(segmenter.segment(line), ({ segment }) => segment);
  if (characters.length <= maximumLength) return line;
  return `${characters
    .slice(0, maximumLength - 1)
    .join("")
    .trimEnd()}…`;
}
