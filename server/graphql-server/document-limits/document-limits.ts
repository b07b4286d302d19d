/** What one document may have. docs/decisions/0034-document-limits-before-validation.md says why so much and no more. */
export const documentLimits = {
  /** Words and signs of the text. */
  tokens: 400,
  /** Fields below one another. */
  depth: 10,
  /** Objects that may come back. */
  cost: 1000,
  aliases: 5,
  directives: 5,
  /** Times that one selection set names the same field. */
  repeats: 10,
  /** Fields of one mutation that deal with accounts. */
  accountMutations: 1,
};

/** Errors of a document that are told; the rest is left out. */
const toldErrors = 10;

export const parseOptions = { maxTokens: documentLimits.tokens };

/** @param production whether errors keep the names to themselves that somebody may have meant. */
export function validationOptions(production: boolean): { maxErrors: number; hideSuggestions: boolean } {
  return { maxErrors: toldErrors, hideSuggestions: production };
}
