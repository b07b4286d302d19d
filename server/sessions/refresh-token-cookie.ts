import { parseCookie, stringifySetCookie } from "cookie";

/** The refresh token of a browser: out of reach of scripts, and sent to this origin alone. */
export type RefreshTokenCookie = {
  read: () => string | undefined;
  write: (refreshToken: string) => void;
  clear: () => void;
};

/** As long as the refresh token lives at the longest; the user pool decides when it really ends. */
const maxAgeSeconds = 30 * 24 * 60 * 60;

/**
 * @param cookieHeader the request's Cookie header.
 * @param secure whether the page came by https. The `__Host-` prefix ties the cookie to this very host, but
 *   browsers take it by https only, so plain http on a laptop has a plain name.
 * @param setCookie adds a Set-Cookie header to the answer.
 * @see https://www.rfc-editor.org/rfc/rfc6265
 */
export function createRefreshTokenCookie(
  cookieHeader: string | undefined,
  secure: boolean,
  setCookie: (header: string) => void,
): RefreshTokenCookie {
  const name = secure ? "__Host-cruddur_refresh_token" : "cruddur_refresh_token";
  const set = (value: string, maxAge: number) =>
    setCookie(
      stringifySetCookie(name, value, { path: "/", httpOnly: true, secure, sameSite: "strict", maxAge }),
    );
  return {
    read: () => parseCookie(cookieHeader ?? "")[name] || undefined,
    write: (refreshToken) => set(refreshToken, maxAgeSeconds),
    clear: () => set("", 0),
  };
}
