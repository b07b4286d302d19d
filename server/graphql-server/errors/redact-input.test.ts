import { buildSchema, graphqlSync } from "graphql";
import { expect, it } from "vitest";
import { redactInput } from "./redact-input.ts";

const schema = buildSchema(`
  type Query { find(text: String, count: Int, real: Float, flag: Boolean, id: ID, kind: Kind, where: Where): String }
  enum Kind { KLINGON }
  input Where { password: String! list: [Int!] }
`);
const secret = "hunter2";

it.each<[string, string, Record<string, unknown>?]>([
  ["a string where a number goes", `{ find(count: "${secret}") }`],
  ["a word where a string goes", `{ find(text: ${secret}) }`],
  ["a number where a string goes", "{ find(text: 4711) }"],
  ["a string where a flag goes", `{ find(flag: "${secret}") }`],
  ["a string where a float goes", `{ find(real: "${secret}") }`],
  ["an object where an id goes", `{ find(id: { a: "${secret}" }) }`],
  ["a word where an enum goes", `{ find(kind: ${secret}) }`],
  ["a string where an enum goes", `{ find(kind: "${secret}") }`],
  ["a string where an object goes", `{ find(where: "${secret}") }`],
  ["an object with a hole", `{ find(where: { list: ["${secret}"] }) }`],
  ["a string that is not awaited", `{ find(text "${secret}") }`],
  ["a string in the open", `{ "${secret}" }`],
  ["a block string in the open", `{ """${secret}\n"quoted" """ }`],
  ["a string with quotes", `{ find(text "\\"${secret}\\"") }`],
  ["a variable of another kind", "query ($n: Int) { find(count: $n) }", { n: secret }],
  ["a variable with a hole", "query ($w: Where) { find(where: $w) }", { w: { pasword: secret } }],
  [
    "a variable with a list",
    "query ($w: Where) { find(where: $w) }",
    { w: { password: "x", list: [secret] } },
  ],
  ["a variable of many lines", "query ($k: Kind) { find(kind: $k) }", { k: `a\n${secret}` }],
  [
    "a literal around a variable that is missing",
    'query ($n: Int = 1) { find(where: { password: "hunter2", list: [$n] }) }',
    { n: null },
  ],
  ["a variable that is an object", "query ($t: String) { find(text: $t) }", { t: { a: secret } }],
])("leaves out %s", (_case, source, variableValues = {}) => {
  const { errors = [] } = graphqlSync({ schema, source, variableValues });
  const messages = errors.map(({ message }) => redactInput(message));
  expect(messages.length).toBeGreaterThan(0);
  for (const message of messages) expect(message).not.toMatch(/hunter2|4711/);
});

it.each([
  'Cannot query field "mee" on type "Query".',
  'Variable "$id" of required type "ID!" was not provided.',
  'Field "Where.password" of required type "String!" was not provided.',
  'Syntax Error: Expected Name, found "}".',
  "Syntax Error: Document contains more that 400 tokens. Parsing aborted.",
])("keeps %s", (message) => {
  expect(redactInput(message)).toBe(message);
});

it.each<[Record<string, unknown>, string]>([
  [{ password: 4711 }, 'at "w.password": String cannot represent a non string value'],
  [{}, 'Field "password" of required type "String!" was not provided'],
  [{ password: null }, 'at "w.password": Expected non-nullable type "String!" not to be null'],
  [{ password: secret, pasword: secret }, 'Field "pasword" is not defined by type "Where"'],
  [{ password: secret, [`a "${secret}"`]: 1 }, "does not fit its type in the schema."],
  [{ password: secret, list: [1, secret] }, 'at "w.list[1]": Int cannot represent non-integer value'],
  [
    { password: { a: `x at "w.${secret}"; ` } },
    'at "w.password": String cannot represent a non string value',
  ],
])("names the field of a variable that does not fit: %j", (w, words) => {
  const source = "query ($w: Where) { find(where: $w) }";
  const { errors = [] } = graphqlSync({ schema, source, variableValues: { w } });
  const messages = errors.map(({ message }) => redactInput(message)).join();
  expect(messages).toContain(words);
  expect(messages).not.toMatch(/hunter2|4711/);
});
