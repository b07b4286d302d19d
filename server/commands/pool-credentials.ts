import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";

/**
 * The credentials of an API on another machine, from the environment file that the pool has written before, so that nodes
 * keep theirs when the pool restarts.
 *
 * @returns random ones if there is no such file.
 */
export async function readPoolCredentials(
  file: string,
): Promise<{ accessKeyId: string; secretAccessKey: string }> {
  const text = await readFile(file, "utf8").catch(ignoreAbsence);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = parseEnv(text);
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
  return {
    accessKeyId: `LOCAL${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(32).toString("hex"),
  };
}

function ignoreAbsence(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
  throw error;
}
