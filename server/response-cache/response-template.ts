import { randomUUID } from "node:crypto";

/** Nobody can write it into a text of theirs: it is new at each start, and never leaves the process. */
const secret = randomUUID();
const openLikes = new RegExp(`"${secret} ([0-9a-f-]{36})"`);

/** Stands in an answer for whether the one who asks likes an activity. */
export type LikePlaceholder = string;

export function likePlaceholder(activityId: string): LikePlaceholder {
  return `${secret} ${activityId}`;
}

/** An answer with open likes, taken apart. */
export type ResponseTemplate = {
  /** The text between the likes: one part more than there are likes. */
  parts: string[];
  /** The activities whose likes are open, in their order. */
  activityIds: string[];
};

export function parseTemplate(text: string): ResponseTemplate {
  // Between the parts `split` leaves what the group has found.
  const pieces = text.split(openLikes);
  return {
    parts: pieces.filter((_, index) => index % 2 === 0),
    activityIds: pieces.filter((_, index) => index % 2 === 1),
  };
}

/** The answer for somebody who likes these activities. */
export function renderTemplate({ parts, activityIds }: ResponseTemplate, liked: ReadonlySet<string>): string {
  let text = parts[0] ?? "";
  for (const [index, id] of activityIds.entries()) text += String(liked.has(id)) + (parts[index + 1] ?? "");
  return text;
}
