import type { CodegenConfig } from "@graphql-codegen/cli";
import { preset } from "./client/codegen/preset.ts";

/** `npm run codegen` writes client/generated and persisted-documents.json; with `--check` it fails if they are stale. */
const config: CodegenConfig = {
  schema: "schema.graphql",
  documents: "client/operations/*.graphql",
  generates: {
    "client/generated/": {
      preset,
      config: {
        scalars: {
          DateTime: "string",
          ID: "string",
          // The types of the browser.
          PublicKeyCredentialCreationOptionsJSON: "PublicKeyCredentialCreationOptionsJSON",
          RegistrationResponseJSON: "RegistrationResponseJSON",
          PublicKeyCredentialRequestOptionsJSON: "PublicKeyCredentialRequestOptionsJSON",
          AuthenticationResponseJSON: "AuthenticationResponseJSON",
        },
        strictScalars: true,
        enumType: "string-literal",
        useTypeImports: true,
      },
    },
  },
};

export default config;
