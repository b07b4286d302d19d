/**
 * Messages of graphql-js that quote the request, and their replacements without the quotation. Each pattern must be linear: a
 * message is as long as what it quotes.
 */
const quotations: [RegExp, string][] = [
  [/^Variable "\$(\w+)" got invalid value .*/s, 'Variable "$$$1" does not fit its type in the schema.'],
  [/^(Syntax Error: [^"]*(?:"[^"]*", found )?(?:Block)?String) ".*/s, "$1."],
  [/^(Expected value of type "[^"]*"), found .*/s, "$1."],
  [/^((?:\w+|Enum "\w+") cannot represent [\w\s-]+): .*/s, "$1."],
  [/^Argument "(\w+)" has invalid value .*/s, 'Argument "$1" does not fit its type in the schema.'],
  [/^Value .* does not exist in/s, "The value does not exist in"],
];

/**
 * An error message of graphql-js without the values that it quotes. A password in the wrong place of a request would come
 * back in the message, and from there get into the logs of the client.
 */
export function redactInput(message: string): string {
  return quotations.reduce((text, [pattern, rest]) => text.replace(pattern, rest), message);
}
