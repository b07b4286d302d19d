import type { AuthConfig } from "@auth/core";
import { CredentialsSignin } from "@auth/core/errors";
import type { JWT } from "@auth/core/jwt";
import Credentials from "@auth/core/providers/credentials";
import { createSdk } from "../../../../client/sdk/sdk.ts";

// What docs/front-ends.md shows for Auth.js; auth-js.test.ts runs it.

type Tokens = { accessToken: string; expiresAt: string; refreshToken: string };

declare module "@auth/core/types" {
  interface User {
    tokens?: Tokens;
  }
  interface Session {
    accessToken?: string | undefined;
  }
}
declare module "@auth/core/jwt" {
  interface JWT {
    tokens?: Tokens | undefined;
  }
}

/** Its code is in the URL of the sign-in page: of a problem, or the state that the sign-in led to. */
class SignInFailed extends CredentialsSignin {
  constructor(override code: string) {
    super();
  }
}

export function createAuthConfig(apiUrl: string, now = Date.now) {
  const sdk = createSdk({ url: apiUrl });

  return {
    providers: [
      Credentials({
        credentials: { identifier: {}, password: { type: "password" }, refreshToken: {} },
        async authorize({ identifier, password, refreshToken }, { headers }) {
          const result =
            typeof refreshToken === "string"
              ? await refresh(refreshToken)
              : await signIn(String(identifier), String(password), headers);
          if (result.__typename === "Rejected")
            throw new SignInFailed(result.problems[0]?.code ?? "Rejected");
          if (result.__typename !== "SignedIn") throw new SignInFailed(result.__typename);
          const { viewer, refreshToken: issued, ...session } = result.session;
          const { id, name, email } = viewer;
          return { id, name, email, tokens: { ...session, refreshToken: issued ?? String(refreshToken) } };
        },
      }),
    ],
    callbacks: {
      jwt: async ({ token, user }) => (user ? { ...token, tokens: user.tokens } : await keepFresh(token)),
      session: ({ session, token }) => ({ ...session, accessToken: token.tokens?.accessToken }),
    },
    events: {
      async signOut(message) {
        const token = "token" in message && message.token && (await keepFresh(message.token));
        if (token && token.tokens) await sdk.signOut({}, { headers: bearer(token.tokens.accessToken) });
      },
    },
  } satisfies AuthConfig;

  async function signIn(identifier: string, password: string, headers: Headers) {
    const input = { identifier, password, refreshTokenDelivery: "PAYLOAD" } as const;
    return (await sdk.signIn({ input }, { headers: ofBrowser(headers) })).signIn;
  }

  async function refresh(refreshToken: string) {
    return (await sdk.refreshSession({ input: { refreshToken } })).refreshSession;
  }

  /** Null if the API has ended the session. If it does not respond, the session goes on. */
  async function keepFresh(token: JWT): Promise<JWT | null> {
    const { tokens } = token;
    if (!tokens || now() < Date.parse(tokens.expiresAt) - 30_000) return token;
    const result = await refresh(tokens.refreshToken).catch(() => undefined);
    if (result?.__typename === "Rejected")
      return result.problems.some(({ code }) => code === "SESSION_EXPIRED") ? null : token;
    if (!result) return token;
    const { accessToken, expiresAt, refreshToken } = result.session;
    return {
      ...token,
      tokens: { accessToken, expiresAt, refreshToken: refreshToken ?? tokens.refreshToken },
    };
  }
}

/** The API counts attempts by address, and lists sessions by device: those of the browser, not of this server. */
function ofBrowser(headers: Headers): Record<string, string> {
  const names = ["user-agent", "x-forwarded-for"];
  return Object.fromEntries(
    names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? ""]] : [])),
  );
}

const bearer = (accessToken: string) => ({ authorization: `Bearer ${accessToken}` });
