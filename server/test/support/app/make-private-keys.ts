import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { createPrivateKey } from "../../../local-user-pool/tokens/signing-keys.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** RSA keys in PEM, for user pools of tests alone. */
    privateKeys: string[];
  }
}

/** More than any test creates user pools, so that no two pools of a test share a key. */
const count = 12;

const file = fileURLToPath(
  new URL(`../../../../node_modules/.cache/cruddur/${count}-private-keys.json`, import.meta.url),
);

/** Vitest's global set-up: generates the keys, unless an earlier run has left them. One takes 200 ms of CPU. */
export async function setup(project: TestProject): Promise<void> {
  const found = await readFile(file, "utf8").catch(() => undefined);
  project.provide("privateKeys", found === undefined ? await generateKeys() : JSON.parse(found));
}

async function generateKeys(): Promise<string[]> {
  const keys = await Promise.all(Array.from({ length: count }, createPrivateKey));
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, JSON.stringify(keys), { mode: 0o600 });
  await rename(unfinished, file);
  return keys;
}
