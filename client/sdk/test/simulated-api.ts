import type { SessionFieldsFragment } from "../../generated/types.ts";

const ACCESS_TOKEN_MS = 15 * 60_000;
const GRACE_MS = 30_000;

/** One request as the API sees it. */
export interface ApiRequest {
  operationName: string;
  variables?: { input?: { identifier?: string; refreshToken?: string; refreshTokenDelivery?: string } };
  /** The refresh token of the cookie. */
  cookie: string | undefined;
  /** The Authorization header. */
  authorization: string | null;
}

export interface ApiResponse {
  status: number;
  body: object;
  /** The value of the cookie that it sets; an empty one deletes the cookie. */
  setCookie?: string;
}

interface Family {
  person: string;
  current: string;
  previous?: { token: string; goodUntil: number };
}

/**
 * The sessions of the real API in memory: families of refresh tokens that rotate with a grace period, and access tokens that
 * expire and are refused once their session has ended. The e-mail address is the id of the person who signs in.
 */
export function createSimulatedApi(now: () => number) {
  let tokens = 0;
  const families = new Set<Family>();
  const accessTokens = new Map<string, { family: Family; expiresAt: number }>();

  function sessionOf(
    family: Family,
    delivery: "COOKIE" | "PAYLOAD",
  ): ApiResponse & { session: SessionFieldsFragment } {
    const session: SessionFieldsFragment = {
      accessToken: `access-${++tokens}`,
      expiresAt: new Date(now() + ACCESS_TOKEN_MS).toISOString(),
      refreshToken: delivery === "PAYLOAD" ? family.current : null,
      deviceToken: null,
      viewer: viewerOf(family.person),
    };
    accessTokens.set(session.accessToken, { family, expiresAt: now() + ACCESS_TOKEN_MS });
    return { status: 200, body: {}, session, ...(delivery === "COOKIE" && { setCookie: family.current }) };
  }

  function signIn({ variables }: ApiRequest): ApiResponse {
    const family: Family = { person: variables?.input?.identifier ?? "", current: `refresh-${++tokens}` };
    families.add(family);
    const delivery = variables?.input?.refreshTokenDelivery === "PAYLOAD" ? "PAYLOAD" : "COOKIE";
    const { session, ...response } = sessionOf(family, delivery);
    return { ...response, body: { data: { signIn: { __typename: "SignedIn", session } } } };
  }

  function familyOf(refreshToken: string | undefined): Family | undefined {
    return [...families].find(
      ({ current, previous }) =>
        refreshToken === current ||
        (previous && refreshToken === previous.token && now() <= previous.goodUntil),
    );
  }

  function refreshSession({ variables, cookie }: ApiRequest): ApiResponse {
    const presented = variables?.input?.refreshToken ?? cookie;
    const delivery = variables?.input?.refreshToken === undefined ? "COOKIE" : "PAYLOAD";
    const family = familyOf(presented);
    if (family === undefined) {
      const problems = [{ code: "SESSION_EXPIRED", message: "No session", field: null }];
      return {
        status: 200,
        body: { data: { refreshSession: { __typename: "Rejected", problems } } },
        ...(delivery === "COOKIE" && { setCookie: "" }),
      };
    }
    if (family.current === presented) {
      family.previous = { token: presented, goodUntil: now() + GRACE_MS };
      family.current = `refresh-${++tokens}`;
    }
    const { session, ...response } = sessionOf(family, delivery);
    return { ...response, body: { data: { refreshSession: { __typename: "SignedIn", session } } } };
  }

  function signOut({ cookie, authorization }: ApiRequest): ApiResponse {
    const access = accessTokens.get(authorization?.slice("Bearer ".length) ?? "");
    if (cookie === undefined && authorization !== null) {
      const error = checkToken(access);
      if (error) return error;
    }
    for (const family of families)
      if (family === access?.family || family === familyOf(cookie)) families.delete(family);
    return {
      status: 200,
      body: { data: { signOut: { __typename: "SignedOut", signedOutAt: new Date(now()).toISOString() } } },
      ...(cookie !== undefined && { setCookie: "" }),
    };
  }

  function viewer({ authorization }: ApiRequest): ApiResponse {
    if (authorization === null) return { status: 200, body: { data: { viewer: null } } };
    const access = accessTokens.get(authorization.slice("Bearer ".length));
    return (
      checkToken(access) ?? { status: 200, body: { data: { viewer: viewerOf(access?.family.person ?? "") } } }
    );
  }

  function checkToken(access: { family: Family; expiresAt: number } | undefined): ApiResponse | undefined {
    if (access === undefined || !families.has(access.family)) return unauthenticated("TOKEN_INVALID");
    return now() > access.expiresAt ? unauthenticated("TOKEN_EXPIRED") : undefined;
  }

  return {
    respond(request: ApiRequest): ApiResponse {
      switch (request.operationName) {
        case "SignIn":
          return signIn(request);
        case "RefreshSession":
          return refreshSession(request);
        case "SignOut":
          return signOut(request);
        default:
          return viewer(request);
      }
    },
    /** The person whose session a refresh token belongs to. */
    personOf: (refreshToken: string | undefined): string | undefined => familyOf(refreshToken)?.person,
    /** Ends all sessions, as a password reset does. */
    endSessions: () => families.clear(),
  };
}

export function unauthenticated(reason: string): ApiResponse {
  return {
    status: 401,
    body: { data: null, errors: [{ message: "No", extensions: { code: "UNAUTHENTICATED", reason } }] },
  };
}

export function unavailable(): ApiResponse {
  return {
    status: 503,
    body: { data: null, errors: [{ message: "Not now", extensions: { code: "AUTH_UNAVAILABLE" } }] },
  };
}

function viewerOf(person: string): SessionFieldsFragment["viewer"] {
  return {
    id: person,
    username: person,
    handle: person,
    name: person,
    email: person,
    emailVerified: true,
    bio: null,
    profileIsComplete: true,
    groups: [],
  };
}
