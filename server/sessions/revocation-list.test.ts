import { eq } from "drizzle-orm";
import { expect, it, onTestFinished } from "vitest";
import { createLocalBus } from "../bus/bus.ts";
import { openTestDatabase } from "../test/support/database/test-database.ts";
import { findSignIn } from "./find-sign-in.ts";
import { openRevocationList } from "./revocation-list.ts";
import { RevocationKind, revocations } from "./revocations-table.ts";

/** A database, and lists of it with three ended sessions in memory at most. */
async function openLists() {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const open = async () => {
    const options = { db, clock: () => new Date(), bus: createLocalBus(), maximumSessions: 3 };
    const list = await openRevocationList({
      ...options,
      onError: (error) => {
        throw error;
      },
    });
    onTestFinished(list.stop);
    return list;
  };
  return { db, open };
}

it("keeps the newest ended sessions in memory, after a restart too; the database has them all", async () => {
  const { db, open } = await openLists();
  const list = await open();
  const told: string[] = [];
  list.onEnded((id) => told.push(id));
  const ids = ["a", "b", "c", "d", "e"];
  for (const id of ids) await list.endSessions([{ id, isOurs: id !== "a" }]);
  expect([...new Set(told)]).toEqual(ids);
  const inMemory = (each: typeof list) =>
    ids.filter((originJti) => each.isRevoked({ sub: "someone", originJti, authTime: 0 }));
  expect(inMemory(list)).toHaveLength(3);
  for (const [index, id] of ids.entries())
    await db
      .update(revocations)
      .set({ revokedAt: new Date(Date.UTC(2026, 10, 25, 12, index)) })
      .where(eq(revocations.subject, id));
  expect(inMemory(await open())).toEqual(["c", "d", "e"]);
  const signIns = await Promise.all([...ids, "f"].map(async (originJti) => await findSignIn(db, originJti)));
  expect(signIns.map(({ wasEnded }) => wasEnded)).toEqual([...ids.map(() => true), false]);
});

it("keeps no exemption of a session that has ended", async () => {
  const { db, open } = await openLists();
  const list = await open();
  await list.endAccount("worf", ["ended", "going on"]);
  await list.endSessions([{ id: "ended", isOurs: true }]);
  const exempt = await db.select().from(revocations).where(eq(revocations.kind, RevocationKind.EXEMPT));
  expect(exempt.map(({ subject }) => subject)).toEqual(["going on"]);
});
