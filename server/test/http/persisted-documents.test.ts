import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sendHomeFeed } from "../../../client/generated/sdk.ts";
import { postOperation } from "../../../client/sdk/post-operation.ts";
import type { Fetch } from "../../../client/sdk/send-operation.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ seed: true });
});
afterAll(async () => await app.stop());

const manifest = new URL("../../../persisted-documents.json", import.meta.url);
const texts = JSON.parse(readFileSync(manifest, "utf8")) as Record<string, string>;

async function ask(body: object, accept = "application/json"): Promise<{ status: number; answer: unknown }> {
  const response = await postGraphql(app.url, body, { accept });
  return { status: response.status, answer: await response.json() };
}

test("a client sends the hash of an operation in place of its text", async () => {
  for (const [documentId, text] of Object.entries(texts))
    expect(documentId).toBe(`sha256:${createHash("sha256").update(text).digest("hex")}`);
  const [documentId, query] =
    Object.entries(texts).find(([, text]) => text.startsWith("query HomeFeed")) ?? [];
  const variables = { first: 2 };
  const byText = await ask({ query, variables });
  expect(byText.status).toBe(200);
  expect(await ask({ documentId, variables })).toEqual(byText);
});

test.each(["application/json", "text/event-stream"])(
  "an unknown id is refused, with accept: %s",
  async (accept) => {
    for (const documentId of ["sha256:0", "__proto__", 7, null, {}]) {
      const { status, answer } = await ask({ documentId }, accept);
      expect(status).toBe(400);
      expect(answer).toMatchObject({ errors: [{ extensions: { code: "PERSISTED_DOCUMENT_NOT_FOUND" } }] });
    }
  },
);

test("a client of another version sends the text after the refusal", async () => {
  const bodies: string[] = [];
  const recording: Fetch = async (url, init) => {
    if (typeof init.body === "string") bodies.push(init.body);
    return await fetch(url, init);
  };
  const feed = await sendHomeFeed(
    (operation, variables) =>
      postOperation(`${app.url}/graphql`, recording, { ...operation, documentId: "sha256:1", variables }),
    { first: 1 },
  );
  expect(feed.homeFeed.edges).toHaveLength(1);
  expect(bodies.map((body) => Object.keys(JSON.parse(body) as object)[0])).toEqual(["documentId", "query"]);
});
