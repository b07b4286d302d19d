import pg from "pg";
import { expect, inject, it, onTestFinished } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { type PatroniCluster, startPatroni } from "../support/database/patroni.ts";
import { type PostgresCluster, startPostgresCluster } from "../support/database/postgres-cluster.ts";
import { openPostgres } from "../../database/postgres/postgres.ts";
import { isDatabaseUnavailable } from "../../database/postgres-error.ts";
import {
  readOwnPosts,
  sdkWithToken,
  signUp,
  startNode,
  Writers,
  writerCount,
} from "../support/program/writers.ts";
import { eventually } from "../support/patience.ts";

// Replication needs initdb, pg_ctl and Patroni, which CI has in its run on Postgres.
const onPostgres = inject("databaseTemplate").kind === "postgres";

/** Changes a setting, and waits until it is in effect. */
async function changeSetting(cluster: PostgresCluster, setting: string): Promise<void> {
  await query(cluster, `alter system set ${setting}`);
  await query(cluster, "select pg_reload_conf()");
  const [name = "", value = ""] = setting.split(" = ");
  await eventually(async () =>
    expect(await query(cluster, `show ${name}`)).toEqual([{ [name]: value.replaceAll("'", "") }]),
  );
}

async function query({ url }: { url: string }, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement).finally(() => client.end());
  return rows;
}

/** A URL with both servers, as libpq accepts it. */
function urlOfBoth([first, second]: PatroniCluster["members"]): string {
  return first.url.replace(
    /\/postgres$/,
    `,${new URL(second.url).host}/postgres?target_session_attrs=read-write`,
  );
}

it.runIf(onPostgres)(
  "requests fail with 503 while Patroni promotes a standby, and succeed afterwards; no acknowledged post is lost, and none is written to the old primary",
  async () => {
    const cluster = await startPatroni();
    const { primary, standby } = await cluster.waitUntilInSync();
    const { url, program } = await startNode({ DATABASE_URL: urlOfBoth(cluster.members) });
    const token = await signUp(url);
    const sdk = sdkWithToken(url, token);
    const people = new Writers(async () => sdk);
    await people.until(({ acknowledged }) => acknowledged.length >= 25);

    await primary.crash();
    await people.until(({ failures }) => failures.length >= 3 * writerCount);
    await eventually(async () => expect((await fetch(`${url}/readyz`)).status).toBe(503));
    const guest = createSdk({ url: `${url}/graphql` });
    const failed = await catchRequestError(guest.homeFeed({}));
    expect([failed.status, failed.code]).toEqual([503, "SERVICE_UNAVAILABLE"]);
    const before = people.acknowledged.length;
    await people.until(({ acknowledged }) => acknowledged.length >= before + 5 * writerCount);

    // The old primary is back, and would accept writes.
    await primary.startAlone();
    const count = "select count(*) from activities";
    const posts = await query(primary, count);
    // The node has to reconnect.
    await query(
      standby,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cruddur'",
    );
    const then = people.acknowledged.length;
    await people.until(({ acknowledged }) => acknowledged.length >= then + 5 * writerCount);
    expect(await query(primary, count)).toEqual(posts);
    await primary.stopAlone();

    // Patroni makes it a standby, whose log is rewound to where the new primary's began.
    primary.start();
    expect(await cluster.waitUntilInSync()).toEqual({ primary: standby, standby: primary });
    const last = people.acknowledged.length;
    await people.until(({ acknowledged }) => acknowledged.length >= last + writerCount);
    await people.stop();

    const answers = new Set(people.failures.map(({ status, code }) => `${status} ${code}`));
    for (const answer of answers)
      expect(["503 SERVICE_UNAVAILABLE", "503 AUTH_UNAVAILABLE"]).toContain(answer);
    expect((await readOwnPosts(sdk)).toSorted()).toEqual(people.acknowledged.toSorted());
    const all = await query(standby, count);
    await eventually(async () => expect(await query(primary, count)).toEqual(all));
    await eventually(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200));
    expect(program.child.exitCode).toBeNull();
  },
);

it.runIf(onPostgres)(
  "a write that no standby has is a failure, and connections to a read-only server are closed",
  async () => {
    const primary = await startPostgresCluster();
    const { db, close } = await openPostgres(primary.url, []);
    onTestFinished(close);
    const insert = async (): Promise<unknown> => await db.execute("insert into written values (1)");
    const refused = async (write: Promise<unknown>): Promise<void> =>
      expect(isDatabaseUnavailable(await write.catch((error: unknown) => error))).toBe(true);
    await db.execute("create table written (number integer)");

    await changeSetting(primary, "synchronous_standby_names = 'nobody'");
    const unreplicated = insert().catch((error: unknown) => error);
    // The wait is cancelled; the server reports that it has committed.
    const end = "select pg_cancel_backend(pid) as ended from pg_stat_activity where wait_event = 'SyncRep'";
    await eventually(async () => expect(await query(primary, end)).toEqual([{ ended: true }]));
    expect(await unreplicated).toMatchObject({ cause: { name: "NotReplicatedError" } });
    expect(isDatabaseUnavailable(await unreplicated)).toBe(true);
    expect(await query(primary, "select count(*) from written")).toEqual([{ count: "1" }]);
    await changeSetting(primary, "synchronous_standby_names = ''");
    await insert();

    await changeSetting(primary, "default_transaction_read_only = on");
    await refused(insert());
    // The node closes its connections, so that the next one is new.
    const kept = "select count(*) from pg_stat_activity where application_name = 'cruddur'";
    await eventually(async () => expect(await query(primary, kept)).toEqual([{ count: "0" }]));
    await changeSetting(primary, "default_transaction_read_only = off");
    await insert();
  },
);
