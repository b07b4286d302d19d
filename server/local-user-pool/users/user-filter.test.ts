import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { nextPrivateKey } from "../../test/support/app/private-keys.ts";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { defined } from "../contract/support/builders.ts";
import { localCredentials, startLocalUserPool } from "../local-user-pool.ts";
import { searchableAttributes } from "../tables/users-table.ts";

/** Postgres reads smaller tables as a whole. */
const userCount = 20_000;

type Statement = { text: string; values: unknown[] };
let statements: Statement[];
let cognito: CognitoIdentityProviderClient;
let explain: (statement: Statement) => Promise<string>;
let UserPoolId: string;
let close: () => Promise<void>;

beforeAll(async () => {
  const database = await openTestDatabase();
  const logged = await database.openLogged((text, values) => statements.push({ text, values }));
  statements = [];
  const pool = await startLocalUserPool({
    database: logged.db,
    clock: () => new Date("2026-09-01T09:05:03.250Z"),
    deliverMail: async () => {},
    host: "127.0.0.1",
    port: 0,
    createPrivateKey: nextPrivateKey,
  });
  cognito = new CognitoIdentityProviderClient({
    endpoint: pool.url,
    region: "us-east-1",
    credentials: localCredentials,
  });
  const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: "large" }));
  UserPoolId = defined(UserPool?.Id);
  const attributes = sql.join(
    searchableAttributes.map((name) => sql.raw(`'${name}', 'Value' || n`)),
    sql`, `,
  );
  await database.db.execute(sql`
    insert into local_user_pool.users
      (id, pool_id, username, status, enabled, attributes, credential_generation, software_token_mfa_enabled,
       email_mfa_enabled, created_at, modified_at)
    select gen_random_uuid(), ${UserPoolId}, 'user' || n, 'CONFIRMED', true, jsonb_build_object(${attributes}), 1, false,
       false, now(), now()
    from generate_series(1, ${userCount}) as n`);
  await database.db.execute(sql`analyze local_user_pool.users`);
  explain = async ({ text, values }) => {
    const parts = text.split(/\$(\d+)/);
    const query = parts.map((part, index) =>
      index % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1])}`,
    );
    return JSON.stringify(await database.db.execute(sql`explain ${sql.join(query)}`));
  };
  close = async () => {
    cognito.destroy();
    await pool.stop();
    await logged.close();
    await database.close();
  };
});

afterAll(() => close());

it.each(searchableAttributes.flatMap((name) => [`${name} = "VALUE777"`, `${name} ^= "vALUE777"`]))(
  "%s is found by an index",
  async (Filter) => {
    statements.length = 0;
    const { Users } = await cognito.send(new ListUsersCommand({ UserPoolId, Filter }));
    expect(Users?.length).toBe(Filter.includes("^") ? 11 : 1);
    const statement = statements.find(({ text }) => text.includes(`from "local_user_pool"."users"`));
    expect(await explain(defined(statement))).toContain(`users_by_${Filter.split(" ")[0]}`);
  },
);
