import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sdk } from "../../../client/sdk/sdk.ts";
import { pruneReports } from "../../moderation/forget-reports.ts";
import { reports } from "../../moderation/reports-table.ts";
import { becomeModerator } from "../support/app/become-moderator.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError, expectState, problemsOf } from "../support/app/expectations.ts";
import { deletePost, post, reply } from "../support/app/feed-actions.ts";
import { block, unblock } from "../support/app/safety-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let worf: Person;
let garek: Person;
let odo: Person;
let kira: Person;
let moderator: Sdk;
let other: Sdk;
beforeAll(async () => {
  app = await startTestApp();
  [worf, garek, odo, kira] = [
    await signUpPerson(app),
    await signUpPerson(app),
    await signUpPerson(app),
    await signUpPerson(app),
  ];
  moderator = await becomeModerator(app, odo);
  other = await becomeModerator(app, kira);
});
afterAll(() => app.stop());

async function idOf({ browser }: Person): Promise<string> {
  return (await browser.sdk.viewerActivities({})).viewer?.id ?? "";
}

async function reportPost({ browser: { sdk } }: Person, activityId: string, details?: string) {
  const { reportActivity } = await sdk.reportActivity({ input: { activityId, reason: "SPAM", details } });
  return expectState(reportActivity, "ReportReceived");
}

async function queue(sdk: Sdk = moderator, status: "OPEN" | "RESOLVED" = "OPEN") {
  const { moderationQueue } = await sdk.moderationQueue({ status });
  return moderationQueue.edges.map(({ node }) => node);
}

async function openReportOf(targetText: string) {
  const found = (await queue()).find(({ reportedText }) => reportedText === targetText);
  if (!found) throw new Error(`There is no open report of “${targetText}”.`);
  return found;
}

async function resolve(sdk: Sdk, reportId: string, resolution: "DELETE_ACTIVITY" | "DISMISS", note?: string) {
  return (await sdk.resolveReport({ input: { reportId, resolution, note } })).resolveReport;
}

describe("a report", () => {
  it("lands in the queue, the oldest one first, once for each reporter", async () => {
    const first = await post(worf.browser.sdk, "first", { audience: "MEMBERS" });
    const second = await post(worf.browser.sdk, "second");
    const { receivedAt } = await reportPost(garek, first.id, "  all of it\n\n\n\nis spam ");
    app.advance({ seconds: 1 });
    await reportPost(garek, second.id);
    expect((await reportPost(garek, first.id, "again")).receivedAt).toBe(receivedAt);
    await reportPost(kira, first.id);
    const open = await queue();
    expect(open.map(({ reportedText }) => reportedText)).toEqual(["first", "second", "first"]);
    expect(open[0]).toMatchObject({
      status: "OPEN",
      target: "ACTIVITY",
      reason: "SPAM",
      details: "all of it\n\n\nis spam",
      createdAt: receivedAt,
      subjectHandle: worf.handle,
      openReportsCount: 2,
      activity: { id: first.id, author: { handle: worf.handle } },
      subject: { handle: worf.handle },
      reporter: { handle: garek.handle },
      resolvedBy: null,
      resolvedAt: null,
      resolution: null,
      note: null,
    });
    const page = await moderator.moderationQueue({});
    const after = page.moderationQueue.edges[0]?.cursor ?? "";
    const rest = (await moderator.moderationQueue({ after })).moderationQueue.edges;
    expect(rest.map(({ node }) => node.reportedText)).toEqual(["second", "first"]);
    const foreign = await catchRequestError(moderator.moderationQueue({ after, status: "RESOLVED" }));
    expect(foreign.code).toBe("BAD_USER_INPUT");
  });

  it("of a person keeps their name and self-description", async () => {
    const quark = await signUpPerson(app, { name: "Quark" });
    await quark.browser.sdk.updateProfile({ input: { bio: "Cheap latinum" } });
    const input = { userId: await idOf(quark), reason: "IMPERSONATION" } as const;
    expectState((await garek.browser.sdk.reportUser({ input })).reportUser, "ReportReceived");
    await quark.browser.sdk.updateProfile({ input: { bio: "" } });
    const report = await openReportOf("Quark\n\nCheap latinum");
    expect(report).toMatchObject({ target: "USER", activity: null, subject: { handle: quark.handle } });
    expect(problemsOf(await resolve(moderator, report.id, "DELETE_ACTIVITY"))).toEqual([
      "INVALID_INPUT resolution",
    ]);
    expectState(await resolve(moderator, report.id, "DISMISS"), "ReportResolved");
    // People change: the next report is a new one.
    expectState((await garek.browser.sdk.reportUser({ input })).reportUser, "ReportReceived");
    expect(await openReportOf("Quark")).toMatchObject({ status: "OPEN", openReportsCount: 1 });
  });

  it("is refused of one's own things, of what the reporter cannot see, and with texts that nobody could read", async () => {
    const own = await post(worf.browser.sdk, "own");
    const gone = await post(garek.browser.sdk, "gone");
    await deletePost(garek.browser.sdk, gone.id);
    const { sdk } = worf.browser;
    const ofActivity = async (activityId: string, details?: string) =>
      problemsOf(
        (await sdk.reportActivity({ input: { activityId, reason: "OTHER", details } })).reportActivity,
      );
    const ofUser = async (userId: string) =>
      problemsOf((await sdk.reportUser({ input: { userId, reason: "OTHER" } })).reportUser);
    expect(await ofActivity(own.id)).toEqual(["INVALID_INPUT activityId"]);
    for (const id of [gone.id, "made-up", "", "0193548a-7b2c-7def-8123-456789abcdef", await idOf(garek)])
      expect(await ofActivity(id)).toEqual(["NOT_FOUND activityId"]);
    expect(await ofUser(await idOf(worf))).toEqual(["INVALID_INPUT userId"]);
    for (const id of [own.id, "made-up", "\0"]) expect(await ofUser(id)).toEqual(["NOT_FOUND userId"]);
    const theirs = await post(garek.browser.sdk, "theirs");
    expect(await ofActivity(theirs.id, "x".repeat(501))).toEqual(["INVALID_INPUT details"]);
    expect(await ofActivity(theirs.id, "a\u0007b")).toEqual(["INVALID_INPUT details"]);
    expect(await ofActivity(theirs.id, `a${"\u0301".repeat(20)}`)).toEqual(["ILLEGIBLE_TEXT details"]);
    const input = { activityId: theirs.id, reason: "OTHER" } as const;
    const guest = await catchRequestError(app.sdk.reportActivity({ input }));
    expect([guest.status, guest.code]).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("is possible of whom the reporter has blocked, and reveals no block of the other one", async () => {
    const theirs = await post(garek.browser.sdk, "of somebody blocked");
    const own = await post(worf.browser.sdk, "of the blocker");
    const [worfId, garekId] = [await idOf(worf), await idOf(garek)];
    await block(worf.browser.sdk, garekId);
    const ofUser = async ({ browser: { sdk } }: Person, userId: string) =>
      (await sdk.reportUser({ input: { userId, reason: "HARASSMENT" } })).reportUser;
    const ofPost = async ({ browser: { sdk } }: Person, activityId: string) =>
      (await sdk.reportActivity({ input: { activityId, reason: "HARASSMENT" } })).reportActivity;
    expectState(await ofPost(worf, theirs.id), "ReportReceived");
    expectState(await ofUser(worf, garekId), "ReportReceived");
    expect(problemsOf(await ofPost(garek, own.id))).toEqual(["NOT_FOUND activityId"]);
    expect(problemsOf(await ofUser(garek, worfId))).toEqual(["NOT_FOUND userId"]);
    await block(garek.browser.sdk, worfId);
    for (const [reporter, activity, userId] of [
      [worf, theirs, garekId],
      [garek, own, worfId],
    ] as const) {
      expectState(await ofPost(reporter, activity.id), "ReportReceived");
      expectState(await ofUser(reporter, userId), "ReportReceived");
    }
    await unblock(worf.browser.sdk, garekId);
    await unblock(garek.browser.sdk, worfId);
  });

  it("is limited to twenty in an hour", async () => {
    const reporter = await signUpPerson(app);
    const input = { activityId: "made-up", reason: "SPAM" } as const;
    for (let number = 0; number < 20; number += 1) await reporter.browser.sdk.reportActivity({ input });
    const { reportActivity } = await reporter.browser.sdk.reportActivity({ input });
    expect(problemsOf(reportActivity)).toEqual(["RATE_LIMITED"]);
  });
});

describe("the queue", () => {
  it("is open to moderators alone", async () => {
    const calls = (sdk: Sdk) => [
      sdk.moderationQueue({}),
      sdk.resolveReport({ input: { reportId: "x", resolution: "DISMISS" } }),
    ];
    for (const call of calls(worf.browser.sdk)) {
      const { status, code, reason } = await catchRequestError(call);
      expect([status, code, reason]).toEqual([403, "FORBIDDEN", "GROUP_MISSING"]);
    }
    for (const call of calls(app.sdk)) expect((await catchRequestError(call)).status).toBe(401);
  });

  it("keeps the text of what has expired or was deleted, with all replies below it", async () => {
    const top = await post(worf.browser.sdk, "the top", { expiresIn: "ONE_HOUR" });
    const below = await reply(worf.browser.sdk, top.id, "below the top");
    for (const { id } of [top, below]) await reportPost(garek, id);
    expect((await openReportOf("below the top")).activity?.id).toBe(below.id);
    await deletePost(worf.browser.sdk, top.id);
    for (const text of ["the top", "below the top"]) expect((await openReportOf(text)).activity).toBeNull();
  });
});

describe("a decision", () => {
  it("deletes the activity, resolves all its reports, and leaves a record", async () => {
    const { id } = await post(worf.browser.sdk, "to be deleted");
    for (const reporter of [garek, kira]) await reportPost(reporter, id);
    const report = await openReportOf("to be deleted");
    const resolved = expectState(
      await resolve(moderator, report.id, "DELETE_ACTIVITY", " as reported "),
      "ReportResolved",
    );
    const record = {
      status: "RESOLVED",
      resolution: "DELETE_ACTIVITY",
      note: "as reported",
      resolvedBy: { handle: odo.handle },
      reportedText: "to be deleted",
      activity: null,
      openReportsCount: 0,
    };
    expect(resolved.report).toMatchObject(record);
    expect((await worf.browser.sdk.activity({ id })).activity).toBeNull();
    expect((await queue()).map(({ reportedText }) => reportedText)).not.toContain("to be deleted");
    const [last, before] = await queue(other, "RESOLVED");
    for (const each of [last, before]) expect(each).toMatchObject(record);
    expect(last?.resolvedAt).toBe(before?.resolvedAt);
    const again = expectState(await resolve(other, report.id, "DISMISS"), "ReportAlreadyResolved");
    expect(again.report).toMatchObject(record);
  });

  it("dismisses, and the same reporter cannot report the same activity anew", async () => {
    const { id } = await post(worf.browser.sdk, "harmless");
    const { receivedAt } = await reportPost(garek, id);
    const { id: reportId } = await openReportOf("harmless");
    const { report } = expectState(await resolve(moderator, reportId, "DISMISS"), "ReportResolved");
    expect(report).toMatchObject({ resolution: "DISMISS", note: null, activity: { id } });
    expect((await reportPost(garek, id)).receivedAt).toBe(receivedAt);
    expect((await queue()).map(({ reportedText }) => reportedText)).not.toContain("harmless");
    await reportPost(kira, id);
    expect(await openReportOf("harmless")).toMatchObject({ openReportsCount: 1 });
  });

  it("is made once, whoever decides at the same time", async () => {
    const { id } = await post(worf.browser.sdk, "contested");
    for (const reporter of [garek, kira]) await reportPost(reporter, id);
    const both = (await queue()).filter(({ reportedText }) => reportedText === "contested");
    const decisions = await Promise.all([
      resolve(moderator, both[0]?.id ?? "", "DELETE_ACTIVITY"),
      resolve(other, both[0]?.id ?? "", "DISMISS"),
      resolve(other, both[1]?.id ?? "", "DISMISS"),
    ]);
    const names = decisions.map(({ __typename }) => __typename).toSorted();
    expect(names).toEqual(["ReportAlreadyResolved", "ReportAlreadyResolved", "ReportResolved"]);
    const records = (await queue(moderator, "RESOLVED")).filter(
      ({ reportedText }) => reportedText === "contested",
    );
    const [resolution] = new Set(records.map((record) => record.resolution));
    expect(new Set(records.map((record) => record.resolution)).size).toBe(1);
    const { activity } = await worf.browser.sdk.activity({ id });
    expect(activity === null).toBe(resolution === "DELETE_ACTIVITY");
  });

  it.each(["made-up", "0193548a-7b2c-7def-8123-456789abcdef"])("is NOT_FOUND for %s", async (reportId) => {
    expect(problemsOf(await resolve(moderator, reportId, "DISMISS"))).toEqual(["NOT_FOUND reportId"]);
  });
});

describe("a deleted account", () => {
  it("is in no report any more, but for the text and the handle that were reported", async () => {
    const [reporter, subject, decider] = [
      await signUpPerson(app),
      await signUpPerson(app),
      await signUpPerson(app),
    ];
    const { id } = await post(subject.browser.sdk, "of a deleted account");
    await reportPost(reporter, id);
    const { id: reportId } = await openReportOf("of a deleted account");
    await resolve(await becomeModerator(app, decider), reportId, "DISMISS");
    for (const { browser, password } of [reporter, subject, decider])
      expectState((await browser.sdk.deleteAccount({ input: { password } })).deleteAccount, "AccountDeleted");
    const [record] = await queue(moderator, "RESOLVED");
    expect(record).toMatchObject({
      id: reportId,
      reportedText: "of a deleted account",
      subjectHandle: subject.handle,
      subject: null,
      reporter: null,
      resolvedBy: null,
      activity: null,
    });
  });
});

it("a record is removed 180 days after the decision, an open report never", async () => {
  const { id } = await post(worf.browser.sdk, "long ago");
  await reportPost(garek, id);
  const { id: reportId } = await openReportOf("long ago");
  await resolve(moderator, reportId, "DISMISS");
  const open = (await queue()).length;
  const left = async () => (await app.db.select().from(reports)).length;
  await pruneReports(app.db, new Date(app.now().getTime() + 179 * 24 * 60 * 60 * 1000));
  expect(await left()).toBeGreaterThan(open);
  await pruneReports(app.db, new Date(app.now().getTime() + 181 * 24 * 60 * 60 * 1000));
  expect(await left()).toBe(open);
});
