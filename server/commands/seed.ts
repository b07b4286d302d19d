import { parseArgs } from "node:util";
import { ConfigError, readConfig } from "../config.ts";
import { openDatabase } from "../database/open-database.ts";
import { cruddurMigrations } from "../database/migrations.ts";
import { SeedSizeError, seedActivities } from "../feed/maintenance/seed-activities.ts";
import { openDatabaseWithLocalPool } from "../app/start-local-pool.ts";

const defaultActivities = 1000;
const most = 1_000_000_000;

/**
 * `npm run seed -- --activities 1000000`: fills the configured database with so many posts and replies, by people whose
 * handles begin with `seed_`. What was broken off goes on when it is run again.
 */
export async function seed(environment: Record<string, string | undefined>, args: string[]): Promise<void> {
  const activities = readNumber(args);
  const { database: config, userPool } = readConfig(environment);
  const database =
    userPool.kind === "local"
      ? await openDatabaseWithLocalPool(config)
      : await openDatabase(config, [cruddurMigrations]);
  const started = Date.now();
  try {
    await seedActivities(database.db, { activities, now: new Date() }, progressBar(activities));
  } catch (error) {
    if (!(error instanceof SeedSizeError)) throw error;
    throw new ConfigError([
      `--activities: the database has a seed of ${error.activities} already. Take that number, or another database.`,
    ]);
  } finally {
    await database.close();
  }
  const seconds = Math.max(1, Math.round((Date.now() - started) / 1000));
  process.stdout.write(`\n  ${activities} activities are there, after ${seconds} s.\n\n`);
}

function readNumber(args: string[]): number {
  const wanted = readOption(args);
  const activities = Number(wanted ?? defaultActivities);
  if (Number.isInteger(activities) && activities >= 1 && activities <= most) return activities;
  throw new ConfigError([`--activities must be a number from 1 to ${most}.`]);
}

function readOption(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { activities: { type: "string" } } }).values.activities;
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error)]);
  }
}

/** One line that is written over on a terminal; elsewhere a line for each tenth. */
function progressBar(all: number): (done: number) => void {
  const width = 40;
  let tenths = 0;
  return (done) => {
    const full = Math.floor((done / all) * width);
    const line = `  [${"#".repeat(full)}${"·".repeat(width - full)}] ${done} of ${all}`;
    if (process.stdout.isTTY) process.stdout.write(`\r${line}`);
    else if (Math.floor((done / all) * 10) > tenths) {
      tenths = Math.floor((done / all) * 10);
      process.stdout.write(`${line}\n`);
    }
  };
}
