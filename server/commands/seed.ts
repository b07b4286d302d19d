import { parseArgs } from "node:util";
import { ConfigError, readConfig } from "../config/read-config.ts";
import { openDatabase } from "../database/open-database.ts";
import { cruddur } from "../features/cruddur.ts";
import { featureMigrations } from "../features/feature-migrations.ts";
import { SeedSizeError, seedActivities } from "../feed/maintenance/seed-activities.ts";
import { openDatabaseWithLocalPool } from "../app/start-local-pool.ts";

const defaultActivities = 1000;
const maximumActivities = 1_000_000_000;

/**
 * `npm run seed -- --activities 1000000`: fills the configured database with that many posts and replies, by users whose
 * handles begin with `seed_`. An interrupted seed continues when the command is run again.
 */
export async function seed(environment: Record<string, string | undefined>, args: string[]): Promise<void> {
  const activities = readNumber(args);
  const { database: config, userPool } = readConfig(environment);
  const database =
    userPool.kind === "local"
      ? await openDatabaseWithLocalPool(config, featureMigrations(cruddur))
      : await openDatabase(config, featureMigrations(cruddur));
  const started = Date.now();
  try {
    await seedActivities(database.db, { activities, now: new Date() }, progressBar(activities));
  } catch (error) {
    if (!(error instanceof SeedSizeError)) throw error;
    throw new ConfigError([
      `--activities: the database already has a seed of ${error.activities}. Use that number or another database.`,
    ]);
  } finally {
    await database.close();
  }
  const seconds = Math.max(1, Math.round((Date.now() - started) / 1000));
  process.stdout.write(`\n  The database has ${activities} seeded activities, after ${seconds} s.\n\n`);
}

function readNumber(args: string[]): number {
  const activities = Number(readOption(args) ?? defaultActivities);
  if (Number.isInteger(activities) && activities >= 1 && activities <= maximumActivities) return activities;
  throw new ConfigError([`--activities must be a number from 1 to ${maximumActivities}.`]);
}

function readOption(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { activities: { type: "string" } } }).values.activities;
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error)]);
  }
}

/** On a terminal one line that is overwritten; otherwise a line for each tenth. */
function progressBar(total: number): (done: number) => void {
  const width = 40;
  let tenths = 0;
  return (done) => {
    const full = Math.floor((done / total) * width);
    const line = `  [${"#".repeat(full)}${"·".repeat(width - full)}] ${done} of ${total}`;
    if (process.stdout.isTTY) process.stdout.write(`\r${line}`);
    else if (Math.floor((done / total) * 10) > tenths) {
      tenths = Math.floor((done / total) * 10);
      process.stdout.write(`${line}\n`);
    }
  };
}
