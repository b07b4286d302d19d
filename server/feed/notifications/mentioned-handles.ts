// The web client links the same handles. One in a URL is a part of it; neither a handle nor a URL without a scheme starts
// within a word.
const pattern = /https?:\/\/[^\s<>"]*|(?<![\w@./:-])www\.[^\s<>"]*|(?<![\w@/])@([a-z0-9_]{3,30})(?!\w)/giu;

/** The handles that a message mentions, each once, in lower case and in the order of their first mention. */
export function mentionedHandles(message: string): string[] {
  if (!message.includes("@")) return [];
  const handles = Array.from(message.matchAll(pattern), ([, handle]) => handle?.toLowerCase());
  return [...new Set(handles)].filter((handle) => handle !== undefined);
}
