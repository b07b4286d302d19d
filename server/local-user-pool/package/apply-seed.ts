import { eq } from "drizzle-orm";
import { UserPoolException } from "../protocol/exceptions.ts";
import { appClients } from "../tables/app-clients-table.ts";
import type { Database } from "../tables/database-schema.ts";
import { userPools } from "../tables/user-pools-table.ts";
import type { Administer } from "./administer.ts";
import type { PoolIds } from "./pool-ids.ts";
import { type Seed, type SeedClient, SeedError, type SeedPool, type SeedUser } from "./seed.ts";

/** The pool of a start without a seed: people sign up by e-mail address, from a public client. */
export const defaultSeed: Seed = {
  pools: [
    {
      settings: { PoolName: "local", UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
      clients: [
        {
          settings: {
            ClientName: "web",
            ExplicitAuthFlows: [
              "ALLOW_USER_PASSWORD_AUTH",
              "ALLOW_USER_SRP_AUTH",
              "ALLOW_REFRESH_TOKEN_AUTH",
            ],
          },
        },
      ],
    },
  ],
};

/**
 * Creates the pools of a seed that the database does not have: one with the same id, or where none is chosen with the same
 * name, stays as it is.
 *
 * @throws SeedError that names the place; the pool in which it is does not exist then.
 */
export async function applySeed(database: Database, administer: Administer, { pools }: Seed): Promise<void> {
  for (const [index, pool] of pools.entries()) {
    const present = await listPools(database);
    const isPresent = present.some(({ id, name }) =>
      pool.id === undefined ? name === pool.settings.PoolName : id === pool.id,
    );
    if (!isPresent) await createPool(database, administer, pool, `pools[${index}]`, present);
  }
}

/** The pools of the database, with the ids and secrets of their app clients, oldest first. */
export async function listPools(database: Database): Promise<PoolIds[]> {
  const pools = await database.select().from(userPools).orderBy(userPools.number);
  const clients = await database.select().from(appClients).orderBy(appClients.createdAt, appClients.id);
  return pools.map(({ id, settings }) => ({
    id,
    name: settings.PoolName,
    clients: clients
      .filter(({ poolId }) => poolId === id)
      .map((client) => {
        const secret = client.secrets.at(-1)?.value;
        return {
          id: client.id,
          name: client.settings.ClientName,
          ...(secret !== undefined && { secret }),
        };
      }),
  }));
}

async function createPool(
  database: Database,
  administer: Administer,
  pool: SeedPool,
  at: string,
  before: PoolIds[],
): Promise<void> {
  const region = pool.id?.split("_")[0] ?? "us-east-1";
  await placed(`${at}.settings`, () => administer("CreateUserPool", pool.settings, { id: pool.id, region }));
  const created = (await listPools(database)).find(({ id }) => !before.some((each) => each.id === id));
  if (!created) throw new Error("CreateUserPool has created no pool");
  try {
    for (const [index, client] of (pool.clients ?? []).entries())
      await createClient(database, administer, created.id, client, `${at}.clients[${index}]`);
    for (const [index, GroupName] of (pool.groups ?? []).entries())
      await placed(`${at}.groups[${index}]`, () =>
        administer("CreateGroup", { UserPoolId: created.id, GroupName }),
      );
    for (const [index, user] of (pool.users ?? []).entries())
      await createUser(administer, created.id, user, `${at}.users[${index}]`);
  } catch (error) {
    await database.delete(userPools).where(eq(userPools.id, created.id));
    throw error;
  }
}

async function createClient(
  database: Database,
  administer: Administer,
  UserPoolId: string,
  { id, settings }: SeedClient,
  at: string,
): Promise<void> {
  if (id !== undefined) {
    const taken = await database.select().from(appClients).where(eq(appClients.id, id));
    if (taken.length > 0) throw new SeedError(`${at}.id is taken by another app client.`);
  }
  await placed(`${at}.settings`, () =>
    administer("CreateUserPoolClient", { ...settings, UserPoolId }, { id }),
  );
}

async function createUser(
  administer: Administer,
  UserPoolId: string,
  { username: Username, password, attributes = {}, groups = [] }: SeedUser,
  at: string,
): Promise<void> {
  const verified = Object.keys(attributes)
    .filter((name) => name === "email" || name === "phone_number")
    .map((name) => [`${name}_verified`, "true"] as const);
  const UserAttributes = [...verified, ...Object.entries(attributes)].map(([Name, Value]) => ({
    Name,
    Value,
  }));
  await placed(at, () =>
    administer("AdminCreateUser", { UserPoolId, Username, UserAttributes, MessageAction: "SUPPRESS" }),
  );
  if (password !== undefined)
    await placed(`${at}.password`, () =>
      administer("AdminSetUserPassword", { UserPoolId, Username, Password: password, Permanent: true }),
    );
  for (const [index, GroupName] of groups.entries())
    await placed(`${at}.groups[${index}]`, () =>
      administer("AdminAddUserToGroup", { UserPoolId, Username, GroupName }),
    );
}

/** Runs a step, and says in which place of the seed its refusal has its cause. */
async function placed(at: string, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof UserPoolException)) throw error;
    throw new SeedError(`${at}: ${error.message}`, { cause: error });
  }
}
