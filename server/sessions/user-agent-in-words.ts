import Bowser from "bowser";

/**
 * A User-Agent header as a person would say it: `Firefox on Linux`; of a program its own name, `curl`. Null where there
 * is nothing to tell.
 */
export function userAgentInWords(header: string): string | null {
  if (header.trim() === "") return null;
  const { browser, os } = Bowser.parse(header);
  if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  const [product] = /^[\w.-]{1,40}/.exec(header) ?? [];
  return browser.name || product || null;
}
