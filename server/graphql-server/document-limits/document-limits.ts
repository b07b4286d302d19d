/** The limits of a document. docs/decisions/0034-document-limits-before-validation.md has the reasons. */
export const documentLimits = {
  /** Of the text, as GraphQL's lexer counts them. */
  tokens: 400,
  /** Levels of nested fields. */
  depth: 10,
  /** The most objects that the response can contain. */
  cost: 1000,
  aliases: 5,
  directives: 5,
  /** Selections of one field in one selection set. */
  repeats: 10,
  /** In one operation: see `graphql/mutation-kind.ts`. */
  accountMutations: 1,
};

/** Validation stops after so many errors. */
const maximumErrors = 10;

export const parseOptions = { maxTokens: documentLimits.tokens };

/**
 * @param production whether error messages omit the suggestions (“Did you mean …”), which reveal names of the
 *   schema.
 */
export function validationOptions(production: boolean): { maxErrors: number; hideSuggestions: boolean } {
  return { maxErrors: maximumErrors, hideSuggestions: production };
}
