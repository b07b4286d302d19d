import { openAsBlob } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { inject, onTestFinished } from "vitest";
import { copyFewParsers } from "./copy-few-parsers.ts";

/** The log of changes is in memory too: a commit need not wait until it is written. */
export const postgresqlconf = ["shared_buffers = 8MB", "synchronous_commit = off"];

/** Opens a PGlite without tables, which is closed when the test ends. */
export async function openEmptyPglite(): Promise<PGlite> {
  const client = await loadEmptyPglite();
  onTestFinished(() => client.close());
  return client;
}

/** Opens a PGlite without tables, which the caller closes: one that creates its own directory takes seconds. */
export async function loadEmptyPglite(): Promise<PGlite> {
  const template = inject("databaseTemplate");
  const loadDataDir = template.kind === "pglite" ? await openAsBlob(template.emptyArchive) : undefined;
  const client = new PGlite({ postgresqlconf, ...(loadDataDir && { loadDataDir }) });
  await copyFewParsers(client);
  return client;
}
