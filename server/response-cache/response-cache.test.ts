import { expect, test } from "vitest";
import { newObservation, operationOf } from "../observability/request-telemetry.ts";
import { createFreshness } from "./cache-epoch.ts";
import { type Answer, createSharedAnswers } from "./response-cache.ts";
import { Sharing } from "./cache-policy.ts";

/**
 * Shared answers whose time and likes a test decides, and a request that counts how often it is executed. "key" has been
 * asked once.
 */
async function open() {
  let time = 0;
  const likes = new Map<string, string[]>();
  const freshness = createFreshness(() => time);
  const answers = createSharedAnswers({
    clock: () => new Date(time),
    freshness,
    isOn: true,
    likedBy: async (userId) => {
      likeReads += 1;
      return new Set(likes.get(userId));
    },
  });
  let likeReads = 0;
  let executions = 0;
  const execution =
    (tell: (sharing: Sharing) => void = () => {}, status = 200) =>
    async (sharing = new Sharing(freshness.stamp())): Promise<Answer> => {
      executions += 1;
      sharing.scope = "AUDIENCE";
      tell(sharing);
      const likesOfViewer = [likedId, otherId].map((id) => `"${sharing.openLikeOf(id)}"`);
      const body = `{"data":[${executions},${likesOfViewer.join()}]}`;
      return { status, headers: [], body, operation: operationOf(newObservation()) };
    };
  await answers.answer("key", undefined, execution());
  executions = 0;
  return {
    answers,
    forget: freshness.forget,
    execution,
    likes,
    likeReads: () => likeReads,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    executions: () => executions,
  };
}

const likedId = "0199c3a0-0000-7000-8000-000000000001";
const otherId = "0199c3a0-0000-7000-8000-000000000002";

test("the same request is executed once in half a second", async () => {
  const { answers, execution, pass, executions } = await open();
  for (let time = 0; time < 3; time += 1) await answers.answer("key", "worf", execution());
  expect(executions()).toBe(1);
  expect(answers.lookups).toEqual({ hits: 2, misses: 2 });
  await answers.answer("another key", "worf", execution());
  expect(executions()).toBe(2);
  pass(500);
  await answers.answer("key", "worf", execution());
  expect(executions()).toBe(3);
});

test("after a write everything is executed anew, and nothing is kept that was begun before it", async () => {
  const { answers, forget, execution, executions } = await open();
  await answers.answer("key", undefined, execution());
  forget();
  await answers.answer("key", undefined, execution(forget));
  expect(executions()).toBe(2);
  await answers.answer("key", undefined, execution());
  expect(executions()).toBe(3);
});

test("an answer is told until the first of its activities ends, and no longer", async () => {
  const { answers, execution, pass, executions } = await open();
  const endsSoon = (sharing: Sharing): void => {
    sharing.includes(new Date(9000).toISOString());
    sharing.includes(new Date(100).toISOString());
  };
  await answers.answer("key", undefined, execution(endsSoon));
  pass(99);
  await answers.answer("key", undefined, execution(endsSoon));
  expect(executions()).toBe(1);
  pass(1);
  await answers.answer("key", undefined, execution());
  expect(executions()).toBe(2);
});

test.each([
  ["is the viewer's own", 200, "VIEWER"],
  ["is no success", 400, "AUDIENCE"],
  ["has likes of a member that were not left open", 200, "AUDIENCE_AND_LIKES"],
] as const)("an answer that %s is told to nobody else", async (_what, status, scope) => {
  const { answers, execution, executions } = await open();
  const own = execution((sharing) => {
    sharing.scope = scope;
  }, status);
  for (let time = 0; time < 3; time += 1) await answers.answer("key", "worf", own);
  expect(executions()).toBe(3);
});

test("each member is told what they like themselves", async () => {
  const { answers, forget, execution, likes, likeReads, executions } = await open();
  likes.set("worf", [likedId]);
  likes.set("troi", [otherId]);
  const openLikes = execution((sharing) => {
    sharing.scope = "AUDIENCE_AND_LIKES";
    sharing.leavesLikesOpen = true;
  });
  const bodyFor = async (viewerId: string): Promise<string> =>
    String((await answers.answer("key", viewerId, openLikes)).body);
  for (let time = 0; time < 2; time += 1) {
    expect(await bodyFor("worf")).toBe('{"data":[1,true,false]}');
    expect(await bodyFor("troi")).toBe('{"data":[1,false,true]}');
    expect(await bodyFor("data")).toBe('{"data":[1,false,false]}');
  }
  // Once each, by those who ask at once too.
  expect(likeReads()).toBe(3);
  await Promise.all(Array.from({ length: 10 }, async () => await bodyFor("crusher")));
  expect(likeReads()).toBe(4);
  likes.set("worf", []);
  forget();
  expect(await bodyFor("worf")).toBe('{"data":[2,false,false]}');
  expect(executions()).toBe(2);
});

test("those who ask at once what was asked before wait for one execution; a failure is nobody else's", async () => {
  const { answers, execution, pass, executions } = await open();
  await answers.answer("key", undefined, execution());
  pass(500);
  await Promise.all(Array.from({ length: 10 }, () => answers.answer("key", undefined, execution())));
  expect(executions()).toBe(2);

  pass(500);
  const failed = answers.answer("key", undefined, async () => {
    throw new Error("no database");
  });
  const other = answers.answer("key", undefined, execution());
  await expect(failed).rejects.toThrow("no database");
  expect((await other).status).toBe(200);
});

test("ever new requests fill a bounded room, and push nothing out that is asked often", async () => {
  const { answers, execution, executions } = await open();
  const request = (number: number): string => `${number}`.padEnd(8000);
  const ask = async (number: number): Promise<unknown> =>
    await answers.answer(request(number), undefined, execution());
  await answers.answer("key", undefined, execution());
  for (let number = 0; number < 5000; number += 1) await ask(number);
  expect(executions()).toBe(5001);
  await answers.answer("key", undefined, execution());
  expect(executions()).toBe(5001);

  for (let number = 0; number < 5000; number += 1) for (const again of [number, number]) await ask(again);
  const before = executions();
  await ask(4999);
  expect(executions()).toBe(before);
  await ask(0);
  expect(executions()).toBe(before + 1);
});

test("what is asked for the first time is not kept, and has the likes of whoever asks", async () => {
  const { answers, execution, likes, executions } = await open();
  likes.set("worf", [likedId]);
  const openLikes = execution((sharing) => {
    sharing.scope = "AUDIENCE_AND_LIKES";
    sharing.leavesLikesOpen = true;
  });
  const ask = async (): Promise<string> => String((await answers.answer("new", "worf", openLikes)).body);
  expect(await ask()).toBe('{"data":[1,true,false]}');
  expect(answers.recall("new", "worf")).toBeUndefined();
  expect(await ask()).toBe('{"data":[2,true,false]}');
  expect(String(answers.recall("new", "worf")?.body)).toBe('{"data":[2,true,false]}');
  expect(executions()).toBe(2);
});

test("switched off, it executes each request", async () => {
  const answers = createSharedAnswers({
    clock: () => new Date(0),
    freshness: createFreshness(),
    isOn: false,
    likedBy: async () => new Set(),
  });
  const { execution, executions } = await open();
  for (let time = 0; time < 3; time += 1) await answers.answer("key", undefined, execution());
  expect(executions()).toBe(3);
});
