import { OAuthError } from "./oauth-error.ts";

/** The parameters of a request, by name. */
export type OAuthParameters = ReadonlyMap<string, string>;

/**
 * Reads a query, or a body of `application/x-www-form-urlencoded`. Without a value a parameter counts as absent.
 *
 * @throws OAuthError invalid_request for a parameter that is given twice, or that Postgres cannot store.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1
 */
export function readParameters(text: string): OAuthParameters {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (parameters.has(name)) throw new OAuthError("invalid_request", `${nameFor(name)} is given twice`);
    if (value.includes("\0")) throw new OAuthError("invalid_request", `${nameFor(name)} is no text`);
    if (value !== "") parameters.set(name, value);
  }
  return parameters;
}

/** @throws OAuthError invalid_request */
export function required(parameters: OAuthParameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined) throw new OAuthError("invalid_request", `${name} is missing`);
  return value;
}

/** Scopes in their order, each once. */
export function toScopes(text: string | undefined): string[] {
  return [...new Set((text ?? "").split(" ").filter((scope) => scope !== ""))];
}

/** A name that the client has made up is not repeated to it. */
function nameFor(name: string): string {
  return /^\w{1,32}$/.test(name) ? name : "A parameter";
}
