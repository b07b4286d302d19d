import type { ClientBase, QueryConfig } from "pg";

/**
 * What driver and program rely on, whatever an administrator has set for the database or the role. They are parameters of
 * the connection's start, so that no statement comes earlier; all of them are among those that PgBouncer accepts.
 *
 * @see https://www.pgbouncer.org/config.html#track_extra_parameters
 */
const startSettings = {
  // Timestamps are read as ISO 8601: `SQL, DMY` would exchange days and months.
  DateStyle: "ISO",
  IntervalStyle: "postgres",
  // The offsets of some other zones have seconds in 1970, which JavaScript cannot read.
  TimeZone: "UTC",
  standard_conforming_strings: "on",
};

/** What PgBouncer refuses at a connection's start. */
const sessionSettings = [
  // guardConnection reads a warning.
  "set client_min_messages = notice",
  // A standby refuses all statements in the level `serializable`.
  "set default_transaction_isolation = 'read committed'",
].join(";");

/** The oldest major version with security fixes when this was written. Its successors are tested. */
const minimumVersion = 13;

/** The database cannot be used as it is set up. */
export class DatabaseSettingsError extends Error {
  override name = "DatabaseSettingsError";
  /** @param problems lines that say what to change. */
  constructor(readonly problems: string[]) {
    super(problems.join("\n"));
  }
}

/** A URL whose connections have the settings, besides those that the URL itself or PGOPTIONS asks for. */
export function toConnectionString(url: string): string {
  const given = URL.canParse(url) ? new URL(url).searchParams.get("options") : null;
  const own = Object.entries(startSettings).map(([name, value]) => `-c ${name}=${value}`);
  const options = [given ?? process.env["PGOPTIONS"] ?? "", ...own].join(" ").trim();
  // The driver takes the last of several parameters with one name, and the server the last of several options.
  return `${url}${url.includes("?") ? "&" : "?"}options=${encodeURIComponent(options)}`;
}

/** Makes a new connection ready for requests. */
export async function prepareConnection(client: Pick<ClientBase, "query">): Promise<void> {
  await client.query(sessionSettings);
}

/** In milliseconds; a connection that a pooler accepted may wait for a server for minutes. */
const checkTimeoutMs = 10_000;

/**
 * Checks what no connection can change.
 *
 * @throws DatabaseSettingsError
 */
export async function checkSettings(client: Pick<ClientBase, "query">): Promise<void> {
  const { rows } = await client.query<Record<string, string | null>>({
    text: `select ${checkedSettings.map((name) => `current_setting('${name}', true) as "${name}"`).join()}`,
    query_timeout: checkTimeoutMs,
  } as QueryConfig);
  const problems = findProblems(rows[0] ?? {});
  if (problems.length > 0) throw new DatabaseSettingsError(problems);
}

const checkedSettings = [
  ...Object.keys(startSettings),
  "server_encoding",
  "client_encoding",
  "integer_datetimes",
  "server_version_num",
];

/** @param found the values of `checkedSettings`; null where the server does not know a setting. */
function findProblems(found: Record<string, string | null>): string[] {
  const problems: string[] = [];
  const { server_encoding, integer_datetimes, server_version_num } = found;
  if (server_encoding && server_encoding !== "UTF8") {
    problems.push(
      `server_encoding is ${server_encoding}, which cannot store every text. Create the database anew: create database … encoding 'UTF8' template template0.`,
    );
  }
  if (server_version_num && Number(server_version_num) < minimumVersion * 10_000) {
    problems.push(
      `server_version is ${Math.floor(Number(server_version_num) / 10_000)}. Upgrade the server to ${minimumVersion} or later.`,
    );
  }
  if (integer_datetimes && integer_datetimes !== "on") {
    problems.push(
      "integer_datetimes is off, so that times are not exact. Use a server that was built with it.",
    );
  }
  // A pooler between the program and the server may ignore what a connection asks for.
  for (const [name, value] of Object.entries({ ...startSettings, client_encoding: "UTF8" })) {
    const actual = found[name];
    if (!actual || isSameValue(actual, value)) continue;
    problems.push(
      `${name} is ${actual}, and the connection could not change it. Set it for the database: alter database … set ${name} = '${value}'. Or let the pooler pass it on.`,
    );
  }
  return problems;
}

/** DateStyle has a second part, which does not matter where the first is ISO; Etc/UTC is another name of UTC. */
function isSameValue(actual: string, value: string): boolean {
  return (
    actual
      .split(",")[0]
      ?.replace(/^Etc\//i, "")
      .toLowerCase() === value.toLowerCase()
  );
}
