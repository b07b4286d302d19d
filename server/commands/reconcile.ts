import { parseArgs } from "node:util";
import { connectUserPool } from "../app/connect-user-pool.ts";
import { openDatabaseWithLocalPool } from "../app/start-local-pool.ts";
import { findGoneAccounts, findUsers } from "../auth/account/find-gone-accounts.ts";
import {
  type GoneAccountServices,
  ownsAccounts,
  recordPool,
  removeIfGone,
} from "../auth/account/gone-accounts.ts";
import { createLocalBus } from "../bus/bus.ts";
import type { Config } from "../config/config.ts";
import { ConfigError, readConfig } from "../config/read-config.ts";
import { cruddur } from "../features/cruddur.ts";
import { featureMigrations } from "../features/feature-migrations.ts";
import { openDatabase } from "../database/open-database.ts";
import { createLog } from "../observability/log.ts";
import { openRevocationList } from "../sessions/revocation-list.ts";
import { assumedProfile } from "../user-pool/profile/to-profile.ts";
import { openUserPool } from "../user-pool/user-pool.ts";
import { UserPoolError } from "../user-pool/user-pool-error.ts";
import type { UserRow } from "../users/users-table.ts";
import { confirm } from "./confirm.ts";

type Options = { account: string | undefined; all: boolean; yes: boolean };

/**
 * `npm run reconcile -- --account worf@enterprise.example`, or `-- --all [--yes]`: removes the data of accounts that were
 * deleted at the user pool, now. An account is named by its address, its handle or its `sub`.
 */
export async function reconcile(
  environment: Record<string, string | undefined>,
  args: string[],
): Promise<void> {
  const options = readOptions(args);
  const config = readConfig(environment);
  const cleanups: (() => Promise<void>)[] = [];
  try {
    const { services, userPoolId } = await openServices(config, cleanups);
    await removeGoneAccounts(services, userPoolId, options);
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    throw new ConfigError([
      error.code === "NOT_PERMITTED"
        ? "The user pool refuses to look accounts up: check COGNITO_USER_POOL_ID, and the AWS permission cognito-idp:AdminGetUser."
        : `The user pool does not say whether an account exists (${error.code}): run the command again later.`,
    ]);
  } finally {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  }
}

function readOptions(args: string[]): Options {
  const { account, all, yes } = parse(args);
  if ((account !== undefined) === all)
    throw new ConfigError(["Name one account with --account, or all with --all."]);
  return { account, all, yes };
}

function parse(args: string[]): Options {
  try {
    const { account, all, yes } = parseArgs({
      args,
      options: {
        account: { type: "string" },
        all: { type: "boolean", default: false },
        yes: { type: "boolean", default: false },
      },
    }).values;
    return { account, all, yes };
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error)]);
  }
}

async function openServices(
  { userPool, ...config }: Config,
  cleanups: (() => Promise<void>)[],
): Promise<{ services: GoneAccountServices; userPoolId: string }> {
  const clock = (): Date => new Date();
  const log = createLog(process.stderr, "error");
  const onError = (error: unknown): void => log.error({ err: error }, "unexpected error");
  const { db, close } =
    userPool.kind === "local"
      ? await openDatabaseWithLocalPool(config.database, featureMigrations(cruddur))
      : await openDatabase(config.database, featureMigrations(cruddur));
  cleanups.push(close);
  const pool = await connectUserPool(
    // The local pool's own port may be in use.
    { ...config, userPool: userPool.kind === "local" ? { kind: "local", port: 0 } : userPool },
    {},
    { db, clock, deliverMail: async () => {}, onError },
    cleanups,
  );
  cleanups.push(async () => pool.cognito.destroy());
  // Nodes read revocations from the database within a second.
  const revocations = await openRevocationList({ db, clock, bus: createLocalBus(), onError });
  cleanups.push(async () => revocations.stop());
  const services = {
    db,
    clock,
    userPool: openUserPool({ ...pool, profile: () => assumedProfile({}) }),
    revocations,
    deletionHooks: cruddur,
    log,
  };
  return { services, userPoolId: pool.userPoolId };
}

async function removeGoneAccounts(
  services: GoneAccountServices,
  userPoolId: string,
  { account, yes }: Options,
): Promise<void> {
  const { db, userPool } = services;
  const isKnownPool = await ownsAccounts(services, userPoolId);
  const found = account === undefined ? undefined : await findUsers(db, account);
  if (found?.length === 0) throw new ConfigError([`There is no account ${account} in the database.`]);
  const { checked, gone } = await findGoneAccounts({ db, userPool }, found);
  const warning = isKnownPool ? "" : `  The accounts in the database were created with another user pool.\n`;
  const list = gone.map(({ handle, email }) => `    @${handle}  ${email ?? "no e-mail address"}\n`).join("");
  print(`\n${warning}  ${gone.length} of ${checked} accounts are gone at ${userPoolId}.\n${list}\n`);
  if (gone.length > 0 && !yes && !(await confirm("Remove what they wrote, and their profiles?"))) {
    print("  Nothing was changed. Add --yes to remove them.\n\n");
    return;
  }
  if (account === undefined) await recordPool(services, userPoolId);
  const removed = await removeAll(services, gone);
  print(`  ${removed} accounts were removed.\n\n`);
}

async function removeAll(services: GoneAccountServices, gone: UserRow[]): Promise<number> {
  let removed = 0;
  for (const user of gone) if (await removeIfGone(services, user)) removed += 1;
  return removed;
}

function print(text: string): void {
  process.stdout.write(text);
}
