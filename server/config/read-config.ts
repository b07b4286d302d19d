import type { Config } from "./config.ts";
import { findConflicts } from "./conflicts.ts";
import { explainMisspelled, findMisspelled } from "./misspelled-variables.ts";
import { readFiles } from "./read-files.ts";
import { toConfig } from "./to-config.ts";
import { variables } from "./variables.ts";

/** Has all problems of the configuration; each is a line that says what to change. */
export class ConfigError extends Error {
  override name = "ConfigError";
  constructor(readonly problems: string[]) {
    super(problems.join("\n"));
  }
}

/**
 * Reads the configuration from environment variables, and from the files that `NAME_FILE` names. An empty variable counts as
 * absent.
 *
 * @throws ConfigError with all problems, and variables that are probably misspelled
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const files = readFiles(environment);
  const present = Object.fromEntries(Object.entries(files.environment).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(present);
  const problems = [
    ...files.problems,
    ...(parsed.success
      ? findConflicts(parsed.data)
      : parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}.`)),
  ];
  const misspelled = findMisspelled(files.environment);
  if (!parsed.success || problems.length > 0)
    throw new ConfigError([...problems, ...misspelled.map(explainMisspelled)]);
  return { ...toConfig(parsed.data), misspelled };
}
