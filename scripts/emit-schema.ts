import { readFileSync, writeFileSync } from "node:fs";
import { lexicographicSortSchema, printSchema } from "graphql";
import { format } from "prettier";
import { createSchema } from "../server/app/schema.ts";
import { cruddur } from "../server/features/cruddur.ts";
import { groupsOf } from "../server/features/permissions.ts";
import { toCloudFormation } from "../server/user-pool/provisioning/cloudformation.ts";
import { userPoolDefinition, withGroups } from "../server/user-pool/provisioning/pool-definition.ts";

// `npm run schema` writes schema.graphql and the CloudFormation template from the code. With --check it writes nothing,
// and fails if either is stale.

const readTrigger = (name: string) =>
  readFileSync(new URL(`../deploy/triggers/${name}.cjs`, import.meta.url), "utf8");
const triggerCode = {
  preTokenGeneration: readTrigger("pre-token-generation"),
  customMessage: readTrigger("custom-message"),
};

const sdl = printSchema(lexicographicSortSchema(createSchema(cruddur)));
const generated = [
  {
    file: "schema.graphql",
    text: await format(`# Generated from server/ by \`npm run schema\`. Do not edit.\n\n${sdl}\n`, {
      parser: "graphql",
      printWidth: 110,
    }),
  },
  {
    file: "docs/cognito.cloudformation.json",
    text: await format(
      JSON.stringify(toCloudFormation(withGroups(userPoolDefinition, groupsOf(cruddur)), triggerCode)),
      {
        parser: "json",
        printWidth: 110,
      },
    ),
  },
];

for (const { file, text } of generated) {
  const url = new URL(`../${file}`, import.meta.url);
  if (!process.argv.includes("--check")) writeFileSync(url, text);
  else if (readFileSync(url, "utf8") !== text) {
    process.stderr.write(`${file} is stale. Run \`npm run schema\` and commit it.\n`);
    process.exitCode = 1;
  }
}
