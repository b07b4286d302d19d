import { readFileSync } from "node:fs";

/** The variables that may hold a secret: a URL may have a password. */
const secretVariables = [
  "DATABASE_URL",
  "DATABASE_READ_URL",
  "REDIS_URL",
  "SMTP_URL",
  "PASSWORD_BREACH_URL",
  "COGNITO_CLIENT_SECRET",
  "COGNITO_SIGN_UP_CLIENT_SECRET",
  "OTEL_EXPORTER_OTLP_HEADERS",
] as const;

/** The names of the variables that name a file with a secret. */
export const fileVariableNames: readonly string[] = secretVariables.map((name) => `${name}_FILE`);

/** The environment in which each `NAME_FILE` is replaced by `NAME`, and what is wrong with those that cannot be. */
export type FilledEnvironment = {
  environment: Record<string, string | undefined>;
  problems: string[];
};

/**
 * Reads secrets from files, as those of Docker, Kubernetes and systemd are mounted: `DATABASE_URL_FILE=/run/secrets/url`
 * sets DATABASE_URL to the file's text, without the line break at its end. The problems never quote a value.
 */
export function readFiles(environment: Record<string, string | undefined>): FilledEnvironment {
  const filled = { ...environment };
  const problems: string[] = [];
  for (const name of secretVariables) {
    const file = filled[`${name}_FILE`];
    delete filled[`${name}_FILE`];
    if (!file) continue;
    if (filled[name]) {
      problems.push(`${name} and ${name}_FILE are both set: remove one of them.`);
      continue;
    }
    try {
      filled[name] = readFileSync(file, "utf8").replace(/\r?\n$/, "");
      if (filled[name] === "") problems.push(`${name}_FILE names a file that is empty.`);
    } catch (error) {
      problems.push(`${name}_FILE names a file that cannot be read (${codeOf(error)}).`);
    }
  }
  return { environment: filled, problems };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
