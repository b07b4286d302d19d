import type { GraphiQLProps } from "graphiql";

type EditorStorage = NonNullable<GraphiQLProps["storage"]>;

const namespace = "graphiql:";
const headersKey = `${namespace}headers`;
/** The user's own texts, which are stored as they are; all else is JSON, or a word. */
const textKeys = [`${namespace}query`, `${namespace}variables`];

/**
 * The browser's storage for GraphiQL, without headers: its history and its tabs would keep the access token, beyond the
 * sign-out. What earlier versions have stored is cleaned at once.
 */
export function storageWithoutHeaders(storage: Storage): EditorStorage {
  function store(key: string, value: string): void {
    const kept = withoutHeaders(key, value);
    if (kept === undefined) storage.removeItem(key);
    else storage.setItem(key, kept);
  }

  const storedKeys = (): string[] => Object.keys(storage).filter((key) => key.startsWith(namespace));
  for (const key of storedKeys()) {
    const value = storage.getItem(key) ?? "";
    const kept = withoutHeaders(key, value);
    if (kept !== value) store(key, value);
  }
  return {
    getItem: (key) => storage.getItem(key),
    setItem: store,
    removeItem: (key) => storage.removeItem(key),
    clear: () => {
      for (const key of storedKeys()) storage.removeItem(key);
    },
    get length() {
      return storedKeys().length;
    },
  };
}

/** Undefined if the value is not stored at all. A hash of GraphiQL's tabs has the headers too. */
function withoutHeaders(key: string, value: string): string | undefined {
  if (key === headersKey) return undefined;
  if (textKeys.includes(key) || !/^\s*[[{]/u.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), (name, each: unknown) =>
      name === "headers" || name === "hash" ? null : each,
    );
  } catch {
    return undefined;
  }
}
