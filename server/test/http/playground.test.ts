import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postGraphql } from "../support/app/post-graphql.ts";
import { productionEnvironment } from "../support/app/production-environment.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "cruddur-playground-"));
  await writeFile(join(directory, "index.html"), "<title>playground</title>");
  await writeFile(join(directory, "page-code.json"), "{}");
});
afterAll(() => rm(directory, { recursive: true }));

it("is off in production, and its path does not serve the web client", async () => {
  const app = await startTestAppForThisTest({
    environment: productionEnvironment,
    playground: { directory },
    webClient: directory,
  });
  expect((await fetch(`${app.url}/playground`)).status).toBe(404);
  const introspection = await postGraphql(app.url, { query: "{ __schema { queryType { name } } }" });
  expect(introspection.status).toBe(400);
});

it("is served with PLAYGROUND=on, with a policy that allows only scripts of its own", async () => {
  const app = await startTestAppForThisTest({
    environment: { ...productionEnvironment, PLAYGROUND: "on" },
    playground: { directory },
  });
  const answer = await fetch(`${app.url}/playground`);
  expect(await answer.text()).toContain("playground");
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain("unsafe-eval");
  const other = await fetch(`${app.url}/inbox`);
  expect(other.headers.get("content-security-policy")).not.toContain("unsafe-inline");
});

it("is prepared once, at its first visit, and its page waits meanwhile", async () => {
  let finish: () => void = () => {};
  let preparations = 0;
  const prepare = async (): Promise<void> => {
    preparations += 1;
    await new Promise<void>((done) => (finish = done));
  };
  const app = await startTestAppForThisTest({ playground: { directory, prepare } });
  expect(preparations).toBe(0);
  for (const path of ["/playground", "/playground/"]) {
    const waiting = await fetch(`${app.url}${path}`);
    expect(waiting.status).toBe(202);
    expect(waiting.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(await waiting.text()).toContain('http-equiv="refresh"');
  }
  finish();
  await expect.poll(async () => (await fetch(`${app.url}/playground`)).status).toBe(200);
  expect(preparations).toBe(1);
});

it("is prepared again at the next visit after a failure, and the page of a failure does not reload itself", async () => {
  let preparations = 0;
  const prepare = async (): Promise<void> => {
    preparations += 1;
    if (preparations === 1) throw new Error("offline");
  };
  const lines: string[] = [];
  const app = await startTestAppForThisTest({
    environment: { LOG_LEVEL: "error" },
    playground: { directory, prepare },
    log: (line) => lines.push(line),
  });
  const pages: string[] = [];
  await expect
    .poll(async () => {
      const answer = await fetch(`${app.url}/playground`);
      pages.push(await answer.text());
      return answer.status;
    })
    .toBe(200);
  expect(preparations).toBe(2);
  expect(pages.slice(0, -1).filter((page) => !page.includes("refresh"))).toHaveLength(1);
  expect(lines.join("")).toContain("playground not built");
});
