/** A scope of the user pool's resource servers that the API knows. */
export type ScopeDeclaration = {
  /** As in tokens: the identifier of the resource server, a slash, the name of the scope. */
  name: string;
  /** What it permits. */
  description: string;
  /**
   * Who has the scope. `token`: only whose token names it. `signedIn`: people with a token of their own too, that is one
   * which is not delegated. `everybody`: guests as well. Machines and delegated tokens have what they name alone.
   */
  heldBy: "token" | "signedIn" | "everybody";
};

/**
 * An identifier, a slash and a name without one, of the characters of a scope in OAuth.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html
 */
const scopeName = /^[\x21\x23-\x5b\x5d-\x7e]{1,256}\/[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{1,256}$/;

/**
 * Checks declared scopes, and keeps their names as types.
 *
 * @throws Error if a name is not that of a resource server's scope, or is declared twice.
 */
export function defineScopes<const S extends readonly ScopeDeclaration[]>(scopes: S): S {
  const names = scopes.map(({ name }) => name);
  const invalid = names.find((name) => !scopeName.test(name));
  if (invalid !== undefined) throw new Error(`No resource server has a scope ${JSON.stringify(invalid)}.`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`The scope ${twice} is declared twice.`);
  return scopes;
}
