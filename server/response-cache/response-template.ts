import { randomUUID } from "node:crypto";

/** New at each start and never sent anywhere, so no text that a user writes can contain a placeholder. */
const secret = randomUUID();
const placeholders = new RegExp(`"${secret} ([0-9]+ [0-9a-f-]{36})"`);

/** The key of an activity's row. */
export type RowKey = { bucket: number; id: string };

/** Stands in a response for whether the viewer likes an activity. */
export type LikePlaceholder = string;

export function likePlaceholder({ bucket, id }: RowKey): LikePlaceholder {
  return `${secret} ${bucket} ${id}`;
}

/** A response whose likes are filled in for each viewer. */
export type ResponseTemplate = {
  /** The text between the placeholders: one part more than there are placeholders. */
  parts: string[];
  /** The activities of the placeholders, in their order. */
  activities: RowKey[];
};

export function parseTemplate(text: string): ResponseTemplate {
  // `split` puts the matches of the group between the parts.
  const pieces = text.split(placeholders);
  return {
    parts: pieces.filter((_, index) => index % 2 === 0),
    activities: pieces.filter((_, index) => index % 2 === 1).map(parseKey),
  };
}

function parseKey(text: string): RowKey {
  const [bucket, id = ""] = text.split(" ");
  return { bucket: Number(bucket), id };
}

/** The response for a viewer who likes these activities. */
export function renderTemplate({ parts, activities }: ResponseTemplate, liked: ReadonlySet<string>): string {
  let text = parts[0] ?? "";
  for (const [index, { id }] of activities.entries())
    text += String(liked.has(id)) + (parts[index + 1] ?? "");
  return text;
}
