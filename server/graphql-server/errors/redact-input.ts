/**
 * Messages of graphql-js that quote the request, and their replacements without the quotation. Each pattern must be linear: a
 * message is as long as what it quotes.
 */
const quotations: [RegExp, string][] = [
  [/^(Syntax Error: [^"]*(?:"[^"]*", found )?(?:Block)?String) ".*/s, "$1."],
  [/^(Expected value of type "[^"]*"), found .*/s, "$1."],
  [/^((?:\w+|Enum "\w+") cannot represent [\w\s-]+): .*/s, "$1."],
  [/^Argument "(\w+)" has invalid value .*/s, 'Argument "$1" does not fit its type in the schema.'],
  [/^Value .* does not exist in/s, "The value does not exist in"],
];

/** Where a variable does not fit, by the names of input fields: graphql-js quotes quotation marks within values by backslashes. */
const place = /^Variable "\$(\w+)" got invalid value .*? at "(\1[\w.[\]]*)"; /s;

/** Why it does not fit, as far as the reason quotes no value; the unknown name of a field is told if it looks like one. */
const reason =
  /^(?:Field "\w{1,60}" (?:of required type "[\w![\]]+" was not provided|is not defined by type "\w+")|Expected non-nullable type "[\w![\]]+" not to be null|Expected type "?[\w![\]]+"?|\b[A-Z]\w* cannot represent [a-z\d -]+)/;

/** As "Variable "$input" does not fit its type in the schema at "input.handle": String cannot represent a non string value." */
function redactVariable(message: string): string | undefined {
  const [, variable] = /^Variable "\$(\w+)" got invalid value /.exec(message) ?? [];
  if (variable === undefined) return undefined;
  const [head = "", , path] = place.exec(message) ?? [];
  const rest = path === undefined ? message.slice(message.lastIndexOf("; ") + 2) : message.slice(head.length);
  const [why] = reason.exec(rest) ?? [];
  const at = path === undefined ? "" : ` at "${path}"`;
  return `Variable "$${variable}" does not fit its type in the schema${at}${why === undefined ? "" : `: ${why}`}.`;
}

/**
 * An error message of graphql-js without the values that it quotes. A password in the wrong place of a request would come
 * back in the message, and from there get into the logs of the client.
 */
export function redactInput(message: string): string {
  return (
    redactVariable(message) ??
    quotations.reduce((text, [pattern, rest]) => text.replace(pattern, rest), message)
  );
}
