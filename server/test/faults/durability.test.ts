import { expect, inject, it } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { findPostgresPrograms, startPostgresCluster } from "../support/database/postgres-cluster.ts";
import { databaseEnvironment } from "../support/database/database-environment.ts";
import {
  readOwnPosts,
  sdkWithToken,
  signUp,
  startNode,
  Writers,
  writerCount,
} from "../support/program/writers.ts";
import { eventually } from "../support/patience.ts";

it("a killed node loses no acknowledged post, and a repeated post is not duplicated", async () => {
  const environment = await databaseEnvironment();
  const first = await startNode(environment);
  const token = await signUp(first.url);
  let node = Promise.resolve(sdkWithToken(first.url, token));
  const people = new Writers(() => node);
  await people.until(({ acknowledged }) => acknowledged.length >= 25);
  first.program.child.kill("SIGKILL");
  node = first.program.exit.then(async () => sdkWithToken((await startNode(environment)).url, token));
  const sdk = await node;
  const before = people.acknowledged.length;
  await people.until(({ acknowledged }) => acknowledged.length >= before + 2 * writerCount);
  await people.stop();
  expect(people.failures.length).toBeGreaterThan(0);
  expect((await readOwnPosts(sdk)).toSorted()).toEqual(people.acknowledged.toSorted());
});

// A developer's machine may lack initdb and pg_ctl; on CI that is an error.
const canRestart =
  inject("databaseTemplate").kind === "postgres" &&
  ((await findPostgresPrograms()) !== undefined || process.env["CI"] !== undefined);
const waysToStop = canRestart ? (["immediate", "fast"] as const) : [];

it.each(waysToStop)(
  "requests fail with 503 while the database restarts (%s), and succeed afterwards; no acknowledged post is lost",
  async (mode) => {
    const cluster = await startPostgresCluster();
    const { url, program } = await startNode({ DATABASE_URL: cluster.url });
    const token = await signUp(url);
    const sdk = sdkWithToken(url, token);
    const people = new Writers(async () => sdk);
    await people.until(({ acknowledged }) => acknowledged.length >= 25);

    await cluster.stop(mode);
    await people.until(({ failures }) => failures.length >= 3 * writerCount);
    await eventually(async () => expect((await fetch(`${url}/readyz`)).status).toBe(503));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const guest = createSdk({ url: `${url}/graphql` });
    const failed = await catchRequestError(guest.homeFeed({}));
    expect([failed.status, failed.code]).toEqual([503, "SERVICE_UNAVAILABLE"]);
    expect(failed.headers.get("retry-after")).toBe("1");

    await cluster.start();
    const before = people.acknowledged.length;
    await people.until(({ acknowledged }) => acknowledged.length >= before + 5 * writerCount);
    await people.stop();
    // A check is remembered for a second.
    await eventually(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200));
    // Without its database a node cannot check revocations either.
    const answers = new Set(people.failures.map(({ status, code }) => `${status} ${code}`));
    for (const answer of answers)
      expect(["503 SERVICE_UNAVAILABLE", "503 AUTH_UNAVAILABLE"]).toContain(answer);
    expect((await readOwnPosts(sdk)).toSorted()).toEqual(people.acknowledged.toSorted());
    expect(program.child.exitCode).toBeNull();
  },
);
