import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import { keyOfId } from "../../feed/model/bucket.ts";
import { likes } from "../../feed/model/likes-table.ts";
import { users } from "../../users/users-table.ts";
import { type Person, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { like, post, reply } from "../support/app/feed-actions.ts";
import { block, mute } from "../support/app/safety-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";
import { feedRows } from "../support/database/feed-rows.ts";

let app: TestApp;
let worf: Person;
let garek: Person;
beforeAll(async () => {
  app = await startTestApp();
  [worf, garek] = [await signUpPerson(app), await signUpPerson(app)];
});
afterAll(() => app.stop());

async function fetchExport(accessToken: string | undefined, more: RequestInit = {}): Promise<Response> {
  const headers = {
    ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
    ...(more.headers as Record<string, string> | undefined),
  };
  return await fetch(`${app.url}/export`, { ...more, headers });
}

type Export = { profile: Record<string, unknown> } & Record<string, Record<string, unknown>[]>;

const idOf = async ({ browser }: Pick<Person, "browser">): Promise<string> =>
  (await browser.sdk.viewerActivities({})).viewer?.id ?? "";

it("is a file with all that is stored of a person, and nothing of their secrets", async () => {
  const { sdk } = worf.browser;
  const first = await post(sdk, "first", { audience: "MEMBERS" });
  await post(sdk, "expired by then", { expiresIn: "ONE_HOUR" });
  const theirs = await post(garek.browser.sdk, "theirs");
  const answer = await reply(sdk, theirs.id, "an answer");
  await like(sdk, theirs.id);
  await like(garek.browser.sdk, first.id);
  await reply(garek.browser.sdk, first.id, "to the first");
  await sdk.reportActivity({ input: { activityId: theirs.id, reason: "SPAM", details: "it is spam" } });
  app.advance({ minutes: 61 });
  const { accessToken, browser } = await signInPerson(app, worf);
  const other = await signUpPerson(app);
  const { handle: otherHandle } = other;
  const otherId = await idOf(other);
  await block(browser.sdk, otherId);
  await mute(browser.sdk, otherId);

  const response = await fetchExport(accessToken);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("application/json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("content-disposition")).toMatch(
    new RegExp(`^attachment; filename="cruddur-${worf.handle}-[\\d-]{10}\\.json"$`),
  );
  const text = await response.text();
  const data = JSON.parse(text) as Export;
  expect(data.profile).toMatchObject({
    id: await idOf({ browser }),
    email: worf.email,
    emailVerified: true,
    name: worf.name,
    handle: worf.handle,
    bio: null,
  });
  expect(data["posts"]).toMatchObject([{ id: first.id, message: "first", likesCount: 1, repliesCount: 1 }]);
  expect(data["replies"]).toMatchObject([{ id: answer.id, message: "an answer", replyToId: theirs.id }]);
  expect(data["likes"]).toMatchObject([{ activityId: theirs.id }]);
  expect(data["blockedUsers"]).toMatchObject([{ userId: otherId, handle: otherHandle }]);
  expect(data["mutedUsers"]).toMatchObject([{ userId: otherId, handle: otherHandle }]);
  expect(data["reports"]).toMatchObject([
    { target: "ACTIVITY", targetId: theirs.id, reason: "SPAM", details: "it is spam" },
  ]);
  const kinds = data["notifications"]?.map(({ kind, activityId }) => [kind, activityId === first.id]);
  expect(kinds).toEqual(
    expect.arrayContaining([
      ["LIKE", true],
      ["REPLY", false],
    ]),
  );
  expect(data["sessions"]?.length).toBeGreaterThan(1);
  expect(Object.keys(data["sessions"]?.[0] ?? {})).toEqual([
    "createdAt",
    "lastSeenAt",
    "device",
    "secondFactor",
  ]);
  expect(data["passkeys"]).toEqual([]);
  expect(Object.keys(data["reports"]?.[0] ?? {})).not.toContain("resolution");
  expect(text).not.toContain(accessToken);
});

it("is complete, however many pages it has", async () => {
  const quark = await signUpPerson(app);
  const top = await post(quark.browser.sdk, "the top");
  const [author] = await app.db.select().from(users).where(eq(users.handle, quark.handle));
  if (!author) throw new Error("There is no such user.");
  const rows = feedRows(app.db, app.now);
  const ids = await rows.replies(author, top.id, 1234);
  const createdAt = app.now();
  await app.db
    .insert(likes)
    .values(ids.map((id) => ({ bucket: keyOfId(id).bucket, activityId: id, userId: author.id, createdAt })));
  const data = (await (await fetchExport(quark.accessToken)).json()) as Export;
  expect(data["replies"]?.map(({ id }) => id)).toEqual(ids.toReversed());
  expect(data["likes"]?.map(({ activityId }) => activityId)).toEqual(ids);
});

it("is fetched by the session of the SDK", async () => {
  const sdk = createSdk({ url: `${app.url}/graphql`, session: { delivery: "PAYLOAD" } });
  await sdk.signIn({ input: { identifier: garek.email, password: garek.password } });
  const response = await sdk.session.fetch(new URL("/export", app.url));
  expect(((await response.json()) as Export).profile).toMatchObject({ handle: garek.handle });
});

it("is refused of guests, of bad tokens, of pages of other origins, and above five in an hour", async () => {
  const refusal = async (response: Response) => {
    const { errors } = (await response.json()) as {
      errors: { extensions: { code: string; reason?: string } }[];
    };
    return [response.status, errors[0]?.extensions.code, errors[0]?.extensions.reason];
  };
  expect(await refusal(await fetchExport(undefined))).toEqual([401, "UNAUTHENTICATED", "TOKEN_MISSING"]);
  expect(await refusal(await fetchExport("made-up"))).toEqual([401, "UNAUTHENTICATED", "TOKEN_INVALID"]);
  const { accessToken } = await signUpPerson(app);
  const foreign = await fetchExport(accessToken, { headers: { origin: "https://evil.example" } });
  expect(await refusal(foreign)).toEqual([403, "FORBIDDEN", "ORIGIN_NOT_ALLOWED"]);
  const posted = await fetchExport(accessToken, { method: "POST" });
  expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, OPTIONS"]);
  for (let number = 0; number < 5; number += 1) {
    const response = await fetchExport(accessToken);
    expect(response.status).toBe(200);
    await response.text();
  }
  const limited = await fetchExport(accessToken);
  expect(await refusal(limited)).toEqual([429, "RATE_LIMITED", undefined]);
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
});
