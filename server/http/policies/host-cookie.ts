import { parseCookie, stringifySetCookie } from "cookie";

/** A cookie that scripts cannot read, and that browsers send to this host alone. */
export type HostCookie = {
  read: () => string | undefined;
  write: (value: string) => void;
  clear: () => void;
};

/** The cookies of a request and of its response. */
export type CookieJar = {
  /** The request's Cookie header. */
  header: string | undefined;
  /** Whether the client uses HTTPS. */
  secure: boolean;
  /** Adds a Set-Cookie header to the response. */
  set: (header: string) => void;
};

/**
 * @param name without the `__Host-` prefix, which ties the cookie to this host. Browsers accept the prefix over HTTPS
 *   only, so over plain HTTP the cookie has the plain name.
 * @param sameSite `lax` where a page of another site leads the browser here with the cookie.
 * @see https://www.rfc-editor.org/rfc/rfc6265
 */
export function createHostCookie(
  { header, secure, set }: CookieJar,
  {
    name: plainName,
    maxAgeSeconds,
    sameSite = "strict",
  }: { name: string; maxAgeSeconds: number; sameSite?: "strict" | "lax" },
): HostCookie {
  const name = secure ? `__Host-${plainName}` : plainName;
  const write = (value: string, maxAge: number): void =>
    set(stringifySetCookie(name, value, { path: "/", httpOnly: true, secure, sameSite, maxAge }));
  return {
    read: () => parseCookie(header ?? "")[name] || undefined,
    write: (value) => write(value, maxAgeSeconds),
    clear: () => write("", 0),
  };
}
