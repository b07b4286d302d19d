// A handle in a URL is a part of the URL. A handle does not start within a word.
const pattern = /https?:\/\/[^\s<>"]*|(?<![\w@/])@([a-z0-9_]{3,30})(?!\w)/gi;

/** The handles that a message mentions, each once, in lower case and in the order of their first mention. */
export function mentionedHandles(message: string): string[] {
  if (!message.includes("@")) return [];
  const handles = Array.from(message.matchAll(pattern), ([, handle]) => handle?.toLowerCase());
  return [...new Set(handles)].filter((handle) => handle !== undefined);
}
