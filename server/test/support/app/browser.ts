import { parseSetCookie, stringifyCookie } from "cookie";
import { createSdk, type Sdk } from "../../../../client/sdk/sdk.ts";

/** An SDK with a cookie jar, as a browser has one: it keeps the cookies that the API sets, and sends them back. */
export type Browser = {
  sdk: Sdk;
  /** The current cookies, by name. */
  cookies: Map<string, string>;
  /** The Set-Cookie headers of the last response. */
  lastSetCookies: () => string[];
  /** Sets the access token of all later requests; undefined: none. */
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
      const response = await fetch(...request);
      lastSetCookies = response.headers.getSetCookie();
      for (const { name, value = "", maxAge } of lastSetCookies.map((header) => parseSetCookie(header))) {
        if (maxAge === 0) cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
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
