import { basename, join } from "node:path";
import type { CodegenConfig } from "@graphql-codegen/cli";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import * as documentsIndex from "./documents-index-plugin.ts";
import * as document from "./documents-plugin.ts";
import * as persistedDocuments from "./persisted-documents-plugin.ts";
import { GENERATED_NOTICE, namedOperations } from "./operations.ts";
import * as sdk from "./sdk-plugin.ts";

type Preset = Exclude<
  NonNullable<Extract<CodegenConfig["generates"][string], { preset?: unknown }>["preset"]>,
  string
>;

/**
 * Writes types.ts, sdk.ts (for client/sdk) and documents.ts with a file for each operation (for urql) into one folder, and
 * persisted-documents.json (for the server and the web client) to the root.
 *
 * A preset, because graphql-codegen loads plugins by file name and does not take TypeScript there.
 */
export const preset: Preset = {
  buildGeneratesSection: (options) =>
    Object.entries({
      "types.ts": [notice, typescriptOperations],
      "documents.ts": [documentsIndex],
      ...Object.fromEntries(
        namedOperations(options.documents).map(({ name }) => [`documents/${name}.ts`, [document]]),
      ),
      "sdk.ts": [sdk],
      "../../persisted-documents.json": [persistedDocuments],
    }).map(([file, plugins]) => ({
      filename: join(options.baseOutputDir, file),
      plugins: plugins.map((_, index) => ({ [index]: { name: basename(file, ".ts") } })),
      pluginMap: Object.fromEntries(plugins.entries()),
      schema: options.schema,
      documents: options.documents,
      config: options.config,
    })),
};

const notice = { plugin: () => ({ prepend: [GENERATED_NOTICE], content: "" }) };
