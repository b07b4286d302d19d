import { parseCookie, stringifySetCookie } from "cookie";

/** A cookie that no script reads, sent to this very host alone. */
export type HostCookie = {
  read: () => string | undefined;
  write: (value: string) => void;
  clear: () => void;
};

/** What a request brought and its answer takes. */
export type CookieJar = {
  /** The request's Cookie header. */
  header: string | undefined;
  /** Whether the page came by https. */
  secure: boolean;
  /** Adds a Set-Cookie header to the answer. */
  set: (header: string) => void;
};

/**
 * @param name without the `__Host-` prefix, which ties the cookie to this host: browsers take it by https only, so plain
 *   http on a laptop has the plain name.
 * @see https://www.rfc-editor.org/rfc/rfc6265
 */
export function createHostCookie(
  { header, secure, set }: CookieJar,
  { name: plainName, maxAgeSeconds }: { name: string; maxAgeSeconds: number },
): HostCookie {
  const name = secure ? `__Host-${plainName}` : plainName;
  const write = (value: string, maxAge: number): void =>
    set(stringifySetCookie(name, value, { path: "/", httpOnly: true, secure, sameSite: "strict", maxAge }));
  return {
    read: () => parseCookie(header ?? "")[name] || undefined,
    write: (value) => write(value, maxAgeSeconds),
    clear: () => write("", 0),
  };
}
