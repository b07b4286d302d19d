import { expect, it, onTestFinished } from "vitest";
import { createLocalBus } from "../bus/bus.ts";
import { openTestDatabase } from "../test/support/database/test-database.ts";
import { openRevocationList } from "./revocation-list.ts";

it("keeps the newest ended sessions in memory, after a restart too; the database has them all", async () => {
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
  const list = await open();
  const told: string[] = [];
  list.onEnded((id) => told.push(id));
  const ids = ["a", "b", "c", "d", "e"];
  for (const id of ids) await list.endSessions([{ id, isOurs: id !== "a" }]);
  expect([...new Set(told)]).toEqual(ids);
  const inMemory = (each: typeof list) =>
    ids.filter((originJti) => each.isRevoked({ sub: "someone", originJti, authTime: 0 }));
  expect(inMemory(list)).toHaveLength(3);
  expect(inMemory(await open())).toHaveLength(3);
  expect(await Promise.all([...ids, "f"].map((id) => list.wasEnded(id)))).toEqual([
    ...ids.map(() => true),
    false,
  ]);
});
