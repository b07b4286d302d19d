import type { Session } from "../sdk/session/session.ts";

/** The session's Authorization header in the editor of headers. */
export interface Authorization {
  /** The access token, renewed when necessary; undefined for a guest. */
  token: () => Promise<string | undefined>;
  /** True for a header value that was filled in, also if it has been renewed since. */
  isFilledIn: (value: unknown) => boolean;
  /** Puts the token into the headers, or removes it if undefined. A header that was typed by hand stays. */
  fill: (text: string, token: string | undefined) => string;
}

const headerName = "Authorization";

export function createAuthorization(session: Pick<Session, "accessToken">): Authorization {
  const issued = new Set<string>();

  function isFilledIn(value: unknown): boolean {
    return typeof value === "string" && issued.has(value);
  }

  return {
    isFilledIn,
    async token() {
      const token = await session.accessToken();
      if (token !== undefined) issued.add(`Bearer ${token}`);
      return token;
    },
    fill(text, token) {
      const headers = parseHeaders(text);
      if (!headers) return text;
      const { [headerName]: present, ...others } = headers;
      if (present !== undefined && !isFilledIn(present)) return text;
      const filled = token === undefined ? others : { [headerName]: `Bearer ${token}`, ...others };
      return Object.keys(filled).length === 0 ? "" : JSON.stringify(filled, null, 2);
    },
  };
}

/** Undefined while the text is no JSON object, e.g. while it is edited. */
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
