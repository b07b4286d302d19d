import { parseSetCookie, stringifyCookie } from "cookie";
import { createSdk, type Sdk } from "../../../../client/sdk/sdk.ts";

/** A caller with a cookie jar, as a browser has one: it keeps what the API sets and sends it back. */
export type Browser = {
  sdk: Sdk;
  /** The cookies as they are now, by name. */
  cookies: Map<string, string>;
  /** The Set-Cookie headers of the last answer. */
  lastSetCookies: () => string[];
  /** The token that goes with every call from now on, or none. */
  useAccessToken: (token: string | undefined) => void;
  accessToken: () => string | undefined;
};

export function createBrowser(url: string): Browser {
  const cookies = new Map<string, string>();
  let accessToken: string | undefined;
  let lastSetCookies: string[] = [];
  const sdk = createSdk({
    url: `${url}/graphql`,
    headers: () => ({
      origin: url,
      ...(cookies.size > 0 && { cookie: stringifyCookie(Object.fromEntries(cookies)) }),
      ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
    }),
    fetch: async (...request) => {
      const answer = await fetch(...request);
      lastSetCookies = answer.headers.getSetCookie();
      for (const { name, value = "", maxAge } of lastSetCookies.map((header) => parseSetCookie(header))) {
        if (maxAge === 0) cookies.delete(name);
        else cookies.set(name, value);
      }
      return answer;
    },
  });
  return {
    sdk,
    cookies,
    lastSetCookies: () => lastSetCookies,
    useAccessToken: (token) => {
      accessToken = token;
    },
    accessToken: () => accessToken,
  };
}
