import Bowser from "bowser";

/**
 * A readable name for a User-Agent header: `Firefox on Linux` for a browser, the product's name for another
 * client, e.g. `curl`. Null if the header has neither.
 */
export function describeUserAgent(header: string): string | null {
  if (header.trim() === "") return null;
  const { browser, os } = Bowser.parse(header);
  if (browser.name && browsers.has(browser.name) && os.name && systems.has(os.name))
    return `${browser.name} on ${os.name}`;
  const [product] = /^[\w.-]{1,40}(?=\/|$)/.exec(header) ?? [];
  return product ?? null;
}

// Bowser copies unknown names from the header, where a client can write anything. Only known names are shown.
const browsers = new Set<string>(Object.values(Bowser.BROWSER_MAP));
const systems = new Set<string>(Object.values(Bowser.OS_MAP));
