import type { Session } from "../sdk/session/session.ts";

/** The session's Authorization header in the headers editor. */
export interface Authorization {
  /** The access token, renewed where it must be; nothing for a guest. */
  token: () => Promise<string | undefined>;
  /** True for a header that this has filled in, now or before a renewal. */
  isOurs: (value: unknown) => boolean;
  /** The headers as text with this token in them, or without one of ours; one that somebody wrote themselves stays. */
  fill: (text: string, token: string | undefined) => string;
}

const headerName = "Authorization";

export function createAuthorization(session: Pick<Session, "accessToken">): Authorization {
  const given = new Set<string>();

  function isOurs(value: unknown): boolean {
    return typeof value === "string" && given.has(value);
  }

  return {
    isOurs,
    async token() {
      const token = await session.accessToken();
      if (token !== undefined) given.add(`Bearer ${token}`);
      return token;
    },
    fill(text, token) {
      const headers = parseHeaders(text);
      if (!headers) return text;
      const { [headerName]: present, ...others } = headers;
      if (present !== undefined && !isOurs(present)) return text;
      const filled = token === undefined ? others : { [headerName]: `Bearer ${token}`, ...others };
      return Object.keys(filled).length === 0 ? "" : JSON.stringify(filled, null, 2);
    },
  };
}

/** The headers that this text says, or nothing while somebody is still writing it. */
function parseHeaders(text: string): Record<string, unknown> | undefined {
  if (text.trim() === "") return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? { ...parsed }
      : undefined;
  } catch {
    return undefined;
  }
}
