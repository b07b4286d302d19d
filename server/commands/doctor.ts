import { ConfigError, readConfig } from "../config/read-config.ts";
import { inspectDatabase } from "../database/open-database.ts";
import { createCognitoClient } from "../user-pool/cognito-client.ts";
import type { Difference } from "../user-pool/provisioning/compare.ts";
import { inspectUserPool } from "../user-pool/provisioning/inspect.ts";
import {
  apiClientName,
  signUpClientName,
  userPoolDefinition,
} from "../user-pool/provisioning/pool-definition.ts";
import { findSettingNote } from "../user-pool/provisioning/setting-notes.ts";

/**
 * `npm run doctor`: compares the user pool and app client that the environment names with their definition, and explains
 * each difference; and inspects the connections to the database, if the environment names one. Changes nothing. Exits with
 * 1 if there is anything to change.
 */
export async function doctor(environment: Record<string, string | undefined>): Promise<void> {
  const { userPool, database } = readConfig({ ...environment, NODE_ENV: "development" });
  if (userPool.kind === "local") {
    throw new ConfigError([
      "COGNITO_USER_POOL_ID and COGNITO_CLIENT_ID are missing: name the user pool to inspect.",
    ]);
  }
  const { userPoolId, clientId, signUpClient } = userPool;
  const cognito = createCognitoClient(userPool);
  const { pool, clients, missingGroups } = await inspectUserPool(cognito, userPoolDefinition, {
    userPoolId,
    clientIds: { [apiClientName]: clientId, [signUpClientName]: signUpClient?.clientId },
  });
  const warnings = await inspectDatabase(database);
  const differences = [
    ...describeDifferences(`user pool ${userPoolId}`, pool?.differences ?? []),
    ...clients.flatMap(({ definition, found }) =>
      found
        ? describeDifferences(`app client ${found.clientId}`, found.differences)
        : [`  app client ${definition.ClientName}\n    is missing. \`npm run provision\` creates it.`],
    ),
    ...(signUpClient ? [] : ["  COGNITO_SIGN_UP_CLIENT_ID\n    is not set: `npm run provision` writes it."]),
    ...missingGroups.map(
      ({ GroupName }) => `  group ${GroupName}\n    is missing. \`npm run provision\` creates it.`,
    ),
    ...warnings.map(({ problem, remedy }) => `  database: ${problem}. ${remedy}`),
  ];
  if (differences.length === 0) process.stdout.write(`\n  ${userPoolId} is as Cruddur wants it.\n\n`);
  else {
    process.stdout.write(`\n${differences.join("\n")}\n\n`);
    process.exitCode = 1;
  }
}

/** A paragraph for each difference: the actual and expected value, the reason, and the remedy. */
export function describeDifferences(resource: string, differences: Difference[]): string[] {
  return differences.map(({ path, expected, actual }) => {
    const { why, immutable } = findSettingNote(path);
    const remedy = immutable
      ? "It cannot be changed: create a new one with `npm run provision`."
      : "`npm run provision` changes it.";
    return `  ${resource}: ${path}\n    is ${format(actual)}, should be ${format(expected)}\n    ${why} ${remedy}`;
  });
}

/** Long texts, such as mails, are truncated. */
function format(value: unknown): string {
  const text = value === undefined ? "not set" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
