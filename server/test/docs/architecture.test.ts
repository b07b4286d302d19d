import { readdirSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { readImports } from "../support/read-imports.ts";
import { pages, root } from "./pages.ts";

type Import = { importer: string; imported: string };

/** Files that may import from anywhere. */
const testCode =
  /\.(?:browser-)?test\.tsx?$|\.config\.ts$|^server\/(?:test|bench|local-user-pool\/(?:contract|clients))\/|^client\/(?:bench|e2e|sdk\/test)\//;

/** Imports that the order of the folders does not rule out, but their meaning does. */
const forbidden: Record<string, { importer: RegExp; imported: RegExp; instead: string }> = {
  "lib imports nothing from the rest of Cruddur": {
    importer: /^server\/lib\//,
    imported: /^(?!server\/lib\/)/,
    instead:
      "server/lib knows nothing of Cruddur: pass the value in as an argument, or move the file to its subject.",
  },
  "the request handler imports no feature": {
    importer: /^server\/graphql-server\//,
    imported: /^server\/(?:auth|feed|users)\//,
    instead: "The request handler serves any schema: let server/app pass it in.",
  },
  "the server imports nothing from its clients": {
    importer: /^server\//,
    imported: /^client\//,
    instead:
      "The server does not know its clients: what both need is schema.graphql or persisted-documents.json.",
  },
  "clients import nothing from the server": {
    importer: /^client\//,
    imported: /^server\//,
    instead: "Clients know the API by its schema: write an operation and run `npm run codegen`.",
  },
  "the SDK imports nothing from the pages": {
    importer: /^client\/(?:sdk|generated)\//,
    imported: /^client\/(?:src|playground)\//,
    instead: "The SDK is published without the web client: move the code into client/sdk, or pass it in.",
  },
};

/** The rows of the table in docs/architecture.md from the top down: the folders and files of `server/` that each names. */
const rows = Array.from(
  (pages.find(({ path }) => path === "docs/architecture.md")?.text ?? "").matchAll(/^\| (`[^|]*`) *\|/gm),
  ([, cell = ""]) => Array.from(cell.matchAll(/`([\w.-]+)`/g), ([, name = ""]) => name),
);
/** The number of the row that names a folder or file of `server/`; undefined if none does. */
const rowOf = (name: string): number | undefined => {
  const row = rows.findIndex((names) => names.includes(name));
  return row < 0 ? undefined : row;
};
/** The folder of `server/` that a path is in; for a file at its root the file. */
const partOf = (path: string): string => path.split("/")[1] ?? "";

const toMessage = ({ importer, imported }: Import, instead: string): string =>
  `${importer} imports ${imported}. ${instead}`;

let imports: Import[];
beforeAll(async () => {
  const files = await Promise.all(["server", "client"].map((folder) => readImports(root, folder, testCode)));
  imports = files.flatMap((byImporter) =>
    [...byImporter].flatMap(([importer, targets]) => targets.map((imported) => ({ importer, imported }))),
  );
  expect(imports.length).toBeGreaterThan(1000);
});

it("every folder of the server has a row in docs/architecture.md", () => {
  const parts = readdirSync(`${root}/server`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || /^[\w-]+\.ts$/.test(entry.name))
    .map(({ name }) => name);
  const missing = parts
    .filter((name) => !["bench", "test"].includes(name) && rowOf(name) === undefined)
    .map((name) => `server/${name} has no row: add it above all folders that it imports from.`);
  expect(missing).toEqual([]);
});

it("a folder of the server imports only from its own row of docs/architecture.md and those below it", () => {
  const upward = imports
    .filter(({ importer, imported }) => importer.startsWith("server/") && imported.startsWith("server/"))
    .filter(({ importer, imported }) => {
      const target = rowOf(partOf(imported));
      return target === undefined || target < (rowOf(partOf(importer)) ?? Infinity);
    })
    .map((each) => toMessage(each, "Move the code down to its importer, or let server/app pass it in."));
  expect(upward).toEqual([]);
});

it.each(Object.entries(forbidden))("%s", (_rule, { importer, imported, instead }) => {
  const found = imports
    .filter((each) => importer.test(each.importer) && imported.test(each.imported))
    .map((each) => toMessage(each, instead));
  expect(found).toEqual([]);
});
