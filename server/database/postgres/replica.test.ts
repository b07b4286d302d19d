import { sql } from "drizzle-orm";
import { expect, inject, it, onTestFinished, vi } from "vitest";
import { cruddurMigrations } from "../migrations.ts";
import type { OpenDatabase } from "../database.ts";
import { openPostgres } from "./postgres.ts";
import { startPostgresCluster } from "../../test/support/database/postgres-cluster.ts";
import { runAdmin } from "../../test/support/database/run-admin.ts";
import { becomesTrueWithin, eventually } from "../../test/support/patience.ts";

async function startPair() {
  const cluster = await startPostgresCluster();
  const standby = await cluster.startStandby("standby");
  const onReplicaError = vi.fn<(error: unknown) => void>();
  const options = { readUrl: standby.url, onReplicaError };
  const node = await openPostgres(cluster.url, [cruddurMigrations], options);
  const other = await openPostgres(cluster.url, [], options);
  for (const each of [node, other]) onTestFinished(each.close);
  return { node, other, standby, onReplicaError };
}

/** Which server answers a read, and the names of all leases. */
async function read({ read: readFrom }: OpenDatabase): Promise<{ replica: boolean; names: string }> {
  if (!readFrom) throw new Error("there is no replica");
  const names = sql<string>`(select string_agg(name, ' ' order by name) from leases)`;
  const [row] = await readFrom(
    async (db) =>
      await db.select({ replica: sql<boolean>`pg_is_in_recovery()`, names }).from(sql`(select) as nothing`),
  );
  if (!row) throw new Error("no answer");
  return row;
}

async function write({ db }: OpenDatabase, name: string): Promise<void> {
  await db.execute(sql`insert into leases (name, holder, expires_at) values (${name}, 'test', now())`);
}

async function readsGoTo(where: "replica" | "primary", node: OpenDatabase): Promise<void> {
  await eventually(async () => expect((await read(node)).replica).toBe(where === "replica"));
}

// Replication needs servers of the test's own, which CI has for its run on Postgres.
it.runIf(inject("databaseTemplate").kind === "postgres")(
  "a replica answers reads while it is up to date; a node sees its own writes at once, and others' within a second",
  async () => {
    const { node, other, standby, onReplicaError } = await startPair();
    await write(node, "a");
    expect((await read(node)).names).toBe("a");
    await readsGoTo("replica", node);
    await readsGoTo("replica", other);

    // A node's write is in its next read, whichever server answers.
    for (const [index, name] of ["b", "c", "d", "e"].entries()) {
      await write(node, name);
      expect((await read(node)).names.split(" ")).toHaveLength(index + 2);
    }
    await readsGoTo("replica", node);

    // While the replica lags, its writer reads from the primary at once and the other node within a second.
    await runAdmin(standby.url, "select pg_wal_replay_pause()");
    await readsGoTo("replica", node);
    await write(node, "f");
    expect(await read(node)).toEqual({ replica: false, names: "a b c d e f" });
    expect(await becomesTrueWithin(1000, async () => (await read(other)).names === "a b c d e f")).toBe(true);
    expect((await read(node)).replica).toBe(false);
    await runAdmin(standby.url, "select pg_wal_replay_resume()");
    await readsGoTo("replica", node);
    expect((await read(node)).names).toBe("a b c d e f");
    expect(onReplicaError).not.toHaveBeenCalled();

    // While the replica is down no read fails; when it is back it is used again.
    await standby.stop("immediate");
    const before = { ...node.readCounts };
    for (let reads = 0; reads < 20; reads += 1) expect((await read(node)).replica).toBe(false);
    expect(node.readCounts).toEqual({ ...before, primary: (before.primary ?? 0) + 20 });
    expect(onReplicaError).toHaveBeenCalled();
    await standby.start();
    await readsGoTo("replica", node);
    expect(node.readCounts?.replica).toBe((before.replica ?? 0) + 1);
  },
);
