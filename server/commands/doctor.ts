import { ConfigError, readConfig } from "../config.ts";
import { createCognitoClient } from "../user-pool/cognito-client.ts";
import type { Difference } from "../user-pool/provisioning/compare.ts";
import { inspectUserPool } from "../user-pool/provisioning/inspect.ts";
import { userPoolDefinition } from "../user-pool/provisioning/pool-definition.ts";
import { findSettingNote } from "../user-pool/provisioning/setting-notes.ts";

/**
 * `npm run doctor`: compares the user pool and app client that the environment names with what Cruddur wants, and
 * says in words what differs. Changes nothing; exits with 1 where something differs.
 */
export async function doctor(environment: Record<string, string | undefined>): Promise<void> {
  const { userPool } = readConfig({ ...environment, NODE_ENV: "development" });
  if (userPool.kind === "local") {
    throw new ConfigError([
      "COGNITO_USER_POOL_ID and COGNITO_CLIENT_ID are missing: name the pool to look at.",
    ]);
  }
  const { userPoolId, clientId } = userPool;
  const cognito = createCognitoClient(userPool);
  const { pool, clients, missingGroups } = await inspectUserPool(cognito, userPoolDefinition, {
    userPoolId,
    clientId,
  });
  const differences = [
    ...describeDifferences(`user pool ${userPoolId}`, pool?.differences ?? []),
    ...clients.flatMap(({ found }) =>
      describeDifferences(`app client ${clientId}`, found?.differences ?? []),
    ),
    ...missingGroups.map(
      ({ GroupName }) => `  group ${GroupName}\n    is not there. \`npm run provision\` creates it.`,
    ),
  ];
  if (differences.length === 0) process.stdout.write(`\n  ${userPoolId} is as Cruddur wants it.\n\n`);
  else {
    process.stdout.write(`\n${differences.join("\n")}\n\n`);
    process.exitCode = 1;
  }
}

/** A block of text for each setting that differs: what it is, what it should be, why, and whether it can be changed. */
export function describeDifferences(what: string, differences: Difference[]): string[] {
  return differences.map(({ path, expected, actual }) => {
    const { why, immutable } = findSettingNote(path);
    const remedy = immutable
      ? "Cannot be changed: make a new one, by `npm run provision`."
      : "`npm run provision` changes it.";
    return `  ${what}: ${path}\n    is ${show(actual)}, should be ${show(expected)}\n    ${why} ${remedy}`;
  });
}

/** Long texts, as of mails, are cut. */
function show(value: unknown): string {
  const text = value === undefined ? "not set" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
