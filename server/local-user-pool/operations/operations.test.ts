import { readFile } from "node:fs/promises";
import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { expect, it } from "vitest";
import { signedOperations, unsignedOperations } from "./operations.ts";

const documentation = new URL("../../../docs/local-user-pool.md", import.meta.url);

const byName = (a: string, b: string) => a.localeCompare(b);

/** The table in the documentation: operation → same, different or absent. */
async function readTable(): Promise<Map<string, string>> {
  const text = await readFile(documentation, "utf8");
  const rows = text.matchAll(/^\| `(\w+)`\s*\| (same|different|absent)\s*\| (.*?)\s*\|$/gm);
  return new Map(Array.from(rows, ([, operation = "", state = ""]) => [operation, state]));
}

it("documents every operation of the SDK", async () => {
  const operations = Object.keys(sdk)
    .filter((name) => name.endsWith("Command") && name !== "$Command")
    .map((name) => name.replace(/Command$/, ""));
  expect([...(await readTable()).keys()].toSorted(byName)).toEqual(operations.toSorted(byName));
});

it("supports the operations that the documentation lists as supported", async () => {
  const table = await readTable();
  const documented = [...table].filter(([, state]) => state !== "absent").map(([operation]) => operation);
  const supported = [...Object.keys(signedOperations), ...Object.keys(unsignedOperations)];
  expect(supported.toSorted(byName)).toEqual(documented.toSorted(byName));
});
