import { readFileSync, writeFileSync } from "node:fs";
import { lexicographicSortSchema, printSchema } from "graphql";
import { format } from "prettier";
import { createSchema } from "./schema.ts";

// `npm run schema` writes schema.graphql; with --check it only compares, and fails where they differ.

const file = new URL("../../schema.graphql", import.meta.url);
const emitted = await format(
  `# Generated from server/ by \`npm run schema\`. Do not edit.\n\n${printSchema(lexicographicSortSchema(createSchema()))}\n`,
  { parser: "graphql", printWidth: 110 },
);

if (!process.argv.includes("--check")) {
  writeFileSync(file, emitted);
} else if (readFileSync(file, "utf8") !== emitted) {
  process.stderr.write("schema.graphql is not what the code says. Run `npm run schema` and commit it.\n");
  process.exitCode = 1;
}
