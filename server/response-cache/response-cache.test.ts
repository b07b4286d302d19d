import { expect, test } from "vitest";
import { newRequestTelemetry, operationTelemetry } from "../observability/request-telemetry.ts";
import { createCacheEpoch } from "./cache-epoch.ts";
import { type GraphqlResponse, createResponseCache } from "./response-cache.ts";
import { CachePolicy } from "./cache-policy.ts";

/**
 * Shared answers whose time and likes a test decides, and a request that counts how often it is executed. "key" has been
 * asked once.
 */
async function open() {
  let time = 0;
  const likes = new Map<string, string[]>();
  const cacheEpoch = createCacheEpoch(() => time);
  const answers = createResponseCache({
    clock: () => new Date(time),
    cacheEpoch,
    isOn: true,
    likedBy: async (userId) => {
      likeReads += 1;
      return new Set(likes.get(userId));
    },
  });
  let likeReads = 0;
  let executions = 0;
  const execution =
    (tell: (cachePolicy: CachePolicy) => void = () => {}, status = 200) =>
    async (cachePolicy = new CachePolicy(cacheEpoch.snapshot())): Promise<GraphqlResponse> => {
      executions += 1;
      cachePolicy.scope = "SHARED";
      tell(cachePolicy);
      const likesOfViewer = [likedId, otherId].map((id) => `"${cachePolicy.likePlaceholderOf(id)}"`);
      const body = `{"data":[${executions},${likesOfViewer.join()}]}`;
      return { status, headers: [], body, operation: operationTelemetry(newRequestTelemetry()) };
    };
  await answers.getOrExecute("key", undefined, execution());
  executions = 0;
  return {
    answers,
    forget: cacheEpoch.invalidateAll,
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
  for (let time = 0; time < 3; time += 1) await answers.getOrExecute("key", "worf", execution());
  expect(executions()).toBe(1);
  expect(answers.lookups).toEqual({ hits: 2, misses: 2 });
  await answers.getOrExecute("another key", "worf", execution());
  expect(executions()).toBe(2);
  pass(500);
  await answers.getOrExecute("key", "worf", execution());
  expect(executions()).toBe(3);
});

test("after a write everything is executed anew, and nothing is kept that was begun before it", async () => {
  const { answers, forget, execution, executions } = await open();
  await answers.getOrExecute("key", undefined, execution());
  forget();
  await answers.getOrExecute("key", undefined, execution(forget));
  expect(executions()).toBe(2);
  await answers.getOrExecute("key", undefined, execution());
  expect(executions()).toBe(3);
});

test("an answer is told until the first of its activities ends, and no longer", async () => {
  const { answers, execution, pass, executions } = await open();
  const endsSoon = (cachePolicy: CachePolicy): void => {
    cachePolicy.includes(new Date(9000).toISOString());
    cachePolicy.includes(new Date(100).toISOString());
  };
  await answers.getOrExecute("key", undefined, execution(endsSoon));
  pass(99);
  await answers.getOrExecute("key", undefined, execution(endsSoon));
  expect(executions()).toBe(1);
  pass(1);
  await answers.getOrExecute("key", undefined, execution());
  expect(executions()).toBe(2);
});

test.each([
  ["is the viewer's own", 200, "PRIVATE"],
  ["is no success", 400, "SHARED"],
  ["has likes of a member that were not left open", 200, "SHARED_EXCEPT_LIKES"],
] as const)("an answer that %s is told to nobody else", async (_what, status, scope) => {
  const { answers, execution, executions } = await open();
  const own = execution((cachePolicy) => {
    cachePolicy.scope = scope;
  }, status);
  for (let time = 0; time < 3; time += 1) await answers.getOrExecute("key", "worf", own);
  expect(executions()).toBe(3);
});

test("each member is told what they like themselves", async () => {
  const { answers, forget, execution, likes, likeReads, executions } = await open();
  likes.set("worf", [likedId]);
  likes.set("troi", [otherId]);
  const openLikes = execution((cachePolicy) => {
    cachePolicy.scope = "SHARED_EXCEPT_LIKES";
    cachePolicy.usesLikePlaceholders = true;
  });
  const bodyFor = async (viewerId: string): Promise<string> =>
    String((await answers.getOrExecute("key", viewerId, openLikes)).body);
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
  await answers.getOrExecute("key", undefined, execution());
  pass(500);
  await Promise.all(Array.from({ length: 10 }, () => answers.getOrExecute("key", undefined, execution())));
  expect(executions()).toBe(2);

  pass(500);
  const failed = answers.getOrExecute("key", undefined, async () => {
    throw new Error("no database");
  });
  const other = answers.getOrExecute("key", undefined, execution());
  await expect(failed).rejects.toThrow("no database");
  expect((await other).status).toBe(200);
});

test("ever new requests fill a bounded room, and push nothing out that is asked often", async () => {
  const { answers, execution, executions } = await open();
  const request = (number: number): string => `${number}`.padEnd(8000);
  const ask = async (number: number): Promise<unknown> =>
    await answers.getOrExecute(request(number), undefined, execution());
  await answers.getOrExecute("key", undefined, execution());
  for (let number = 0; number < 5000; number += 1) await ask(number);
  expect(executions()).toBe(5001);
  await answers.getOrExecute("key", undefined, execution());
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
  const openLikes = execution((cachePolicy) => {
    cachePolicy.scope = "SHARED_EXCEPT_LIKES";
    cachePolicy.usesLikePlaceholders = true;
  });
  const ask = async (): Promise<string> =>
    String((await answers.getOrExecute("new", "worf", openLikes)).body);
  expect(await ask()).toBe('{"data":[1,true,false]}');
  expect(answers.getCached("new", "worf")).toBeUndefined();
  expect(await ask()).toBe('{"data":[2,true,false]}');
  expect(String(answers.getCached("new", "worf")?.body)).toBe('{"data":[2,true,false]}');
  expect(executions()).toBe(2);
});

test("switched off, it executes each request", async () => {
  const answers = createResponseCache({
    clock: () => new Date(0),
    cacheEpoch: createCacheEpoch(),
    isOn: false,
    likedBy: async () => new Set(),
  });
  const { execution, executions } = await open();
  for (let time = 0; time < 3; time += 1) await answers.getOrExecute("key", undefined, execution());
  expect(executions()).toBe(3);
});
