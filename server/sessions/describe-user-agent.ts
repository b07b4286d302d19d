import Bowser from "bowser";

/**
 * A User-Agent header as a person would say it: `Firefox on Linux`; of a program its own name, `curl`. Null where there
 * is nothing to tell.
 */
export function describeUserAgent(header: string): string | null {
  if (header.trim() === "") return null;
  const { browser, os } = Bowser.parse(header);
  if (browser.name && browsers.has(browser.name) && os.name && systems.has(os.name))
    return `${browser.name} on ${os.name}`;
  const [product] = /^[\w.-]{1,40}(?=\/|$)/.exec(header) ?? [];
  return product ?? null;
}

// Of what it does not know, Bowser gives the header's own words, which are anybody's.
const browsers = new Set<string>(Object.values(Bowser.BROWSER_MAP));
const systems = new Set<string>(Object.values(Bowser.OS_MAP));
