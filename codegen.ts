import type { CodegenConfig } from "@graphql-codegen/cli";
import { preset } from "./client/codegen/preset.ts";

/** `npm run codegen` writes client/generated; `graphql-codegen --check` fails when that is stale. */
const config: CodegenConfig = {
  schema: "schema.graphql",
  documents: "client/operations/*.graphql",
  generates: {
    "client/generated/": {
      preset,
      config: {
        scalars: { DateTime: "string", ID: "string" },
        strictScalars: true,
        enumType: "string-literal",
        useTypeImports: true,
      },
    },
  },
};

export default config;
