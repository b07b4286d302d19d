import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";

let playground: string;
beforeAll(async () => {
  playground = await mkdtemp(join(tmpdir(), "cruddur-playground-"));
  await writeFile(join(playground, "index.html"), "<title>playground</title>");
});
afterAll(() => rm(playground, { recursive: true }));

const production = { NODE_ENV: "production", HOST: "localhost", LOCAL_USER_POOL: "on", INBOX: "on" };

it("is off in production, and its path does not serve the web client", async () => {
  const app = await startTestAppForThisTest({ environment: production, playground, webClient: playground });
  expect((await fetch(`${app.url}/playground`)).status).toBe(404);
  const introspection = await postGraphql(app.url, { query: "{ __schema { queryType { name } } }" });
  expect(introspection.status).toBe(400);
});

it("is served with PLAYGROUND=on, with a policy that allows only scripts of its own", async () => {
  const app = await startTestAppForThisTest({ environment: { ...production, PLAYGROUND: "on" }, playground });
  const answer = await fetch(`${app.url}/playground`);
  expect(await answer.text()).toContain("playground");
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain("unsafe-eval");
  const other = await fetch(`${app.url}/inbox`);
  expect(other.headers.get("content-security-policy")).not.toContain("unsafe-inline");
});
