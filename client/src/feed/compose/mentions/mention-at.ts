/** A handle that is being typed. */
export interface TypedMention {
  /** The index of its "@". */
  start: number;
  /** What is there of the handle, in lower case. */
  prefix: string;
}

/** The handle that is being typed before the caret, by the rule that makes a mention of a text. */
export function mentionAt(text: string, caret: number): TypedMention | undefined {
  const found = /(?<![\w@/])@([a-z0-9_]{0,30})$/iu.exec(text.slice(0, caret));
  if (found === null || /^\w/u.test(text.slice(caret))) return undefined;
  return { start: found.index, prefix: (found[1] ?? "").toLowerCase() };
}

/** Completes the handle, with a space after it. Returns the text, and where the caret goes. */
export function completeMention(
  text: string,
  { start, prefix }: TypedMention,
  handle: string,
): { text: string; caret: number } {
  const mention = `@${handle} `;
  const rest = text.slice(start + 1 + prefix.length).replace(/^ /u, "");
  return { text: `${text.slice(0, start)}${mention}${rest}`, caret: start + mention.length };
}
