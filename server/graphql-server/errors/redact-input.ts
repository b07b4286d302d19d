/** Where messages of graphql-js quote what was sent, and what is left of them without it. */
const quoting: [RegExp, string][] = [
  [/^Variable "\$(\w+)" got invalid value .*/s, 'Variable "$$$1" does not fit its type in the schema.'],
  [/^(Syntax Error: [^"]*(?:"[^"]*", found )?(?:Block)?String) ".*/s, "$1."],
  [/^(Expected value of type "[^"]*"), found .*/s, "$1."],
  [/^(.* cannot represent [\w\s-]+): .*/s, "$1."],
  [/^Value .* does not exist in/s, "The value does not exist in"],
];

/**
 * An error message of graphql-js without the values that it quotes: a password that was put in the wrong place would
 * come back in it, and from there go into the logs of whoever sent it.
 */
export function redactInput(message: string): string {
  return quoting.reduce((text, [pattern, rest]) => text.replace(pattern, rest), message);
}
