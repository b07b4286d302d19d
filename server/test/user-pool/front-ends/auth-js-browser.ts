import { Auth, type AuthConfig } from "@auth/core";
import { parseSetCookie, stringifyCookie } from "cookie";

/** A front end on Auth.js, and one browser of it. */
export type AuthJsBrowser = {
  /** Returns the code of the failed sign-in; undefined if it succeeded. */
  signIn: (
    credentials: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<string | undefined>;
  /** The session as the page reads it; null for guests. */
  session: () => Promise<{ user?: { name?: string; email?: string }; accessToken?: string } | null>;
  signOut: () => Promise<void>;
  /** The current cookies, by name. */
  cookies: Map<string, string>;
  /** What Auth.js has logged as errors. */
  errors: Error[];
};

const origin = "https://web.example.com";

/**
 * Sends requests to Auth.js as the pages of NextAuth do, with what NextAuth adds to a configuration.
 *
 * @param cookies of an earlier browser, which it shares.
 */
export function openAuthJs(config: AuthConfig, cookies = new Map<string, string>()): AuthJsBrowser {
  const errors: Error[] = [];
  const complete: AuthConfig = {
    ...config,
    secret: "a secret of the tests, which NextAuth reads from AUTH_SECRET",
    basePath: "/api/auth",
    trustHost: true,
    logger: { error: (error) => void errors.push(error) },
  };

  async function send(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
    const request = new Request(`${origin}/api/auth/${path}`, {
      headers: { cookie: stringifyCookie(Object.fromEntries(cookies)), ...headers },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    const response = await Auth(request, complete);
    for (const header of response.headers.getSetCookie()) {
      const { name, value = "", maxAge } = parseSetCookie(header);
      if (maxAge === 0 || value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  async function csrfToken(): Promise<string> {
    const { csrfToken: token } = (await (await send("csrf")).json()) as { csrfToken: string };
    return token;
  }

  return {
    cookies,
    errors,
    async signIn(credentials, headers) {
      const form = { ...credentials, csrfToken: await csrfToken() };
      const { headers: answer } = await send("callback/credentials", form, headers);
      const { searchParams } = new URL(answer.get("location") ?? "", origin);
      return searchParams.get("code") ?? searchParams.get("error") ?? undefined;
    },
    session: async () => (await (await send("session")).json()) as never,
    async signOut() {
      await send("signout", { csrfToken: await csrfToken() });
    },
  };
}
