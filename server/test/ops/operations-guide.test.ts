import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, catchRequestError } from "../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

// The dashboard and the alerts read metrics that exist, and the SQL statements of docs/operations.md do what it says.

const root = new URL("../../../", import.meta.url);
const read = async (path: string): Promise<string> => await readFile(new URL(path, root), "utf8");
const [guide, alerts, dashboard] = await Promise.all([
  read("docs/operations.md"),
  read("deploy/prometheus/alerts.yml"),
  read("deploy/grafana/cruddur.json"),
]);

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ environment: { METRICS_PORT: "0" } });
});
afterAll(() => app.stop());

type Rule = { alert: string; expr: string; annotations: { summary: string; runbook: string } };
const rules: Rule[] = parse(alerts).groups.flatMap((group: { rules: Rule[] }) => group.rules);
type Panel = { title: string; targets: { expr: string }[] };
const panels: Panel[] = JSON.parse(dashboard).panels;

/** The names of the metrics that a PromQL expression reads. */
function metricsIn(expression: string): string[] {
  const withoutStrings = expression.replaceAll(/"[^"]*"/g, "");
  const names = withoutStrings.match(/\b(cruddur|nodejs|process)_\w+/g) ?? [];
  return names.map((name) => name.replace(/_(bucket|count|sum)$/, ""));
}

it("a running node exposes every metric of the dashboard, the alerts and the guide", async () => {
  const declared = [...(await app.metrics()).matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
  const expressions = [
    ...rules.map(({ expr }) => expr),
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ];
  const withoutAny = expressions.filter((expression) => metricsIn(expression).length === 0);
  expect(withoutAny).toEqual(['up{job="cruddur"} == 0']);
  const named = [...expressions.flatMap(metricsIn), ...metricsIn(guide)].filter(
    (name) => !name.endsWith("_"),
  );
  // The embedded database has no connection pool.
  const expected = process.env["TEST_DATABASE_URL"]
    ? named
    : named.filter((name) => !name.startsWith("cruddur_database_"));
  expect(expected.filter((name) => !declared.includes(name))).toEqual([]);
});

it("every alert has a summary and a runbook", () => {
  const headings = [...guide.matchAll(/^### (\w+)$/gm)].map(([, name = ""]) => name);
  expect(headings.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
  for (const { alert, annotations } of rules) {
    expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    expect(annotations.summary).not.toBe("");
  }
});

it("signing everybody out ends all sessions on all nodes, and none that start later", async () => {
  const person = await signUpPerson(app);
  const node = await app.startNode();
  const elsewhere = await signInPerson(node, person);
  expect((await elsewhere.browser.sdk.viewer()).viewer).not.toBeNull();

  const statement = /```sql\n(insert into revocations.*?)```/s.exec(guide)?.[1] ?? "";
  await app.db.execute(sql.raw(statement));

  for (const { browser } of [person, elsewhere])
    await expect
      .poll(async () => (await catchRequestError(browser.sdk.viewer()).catch(() => undefined))?.code)
      .toBe("UNAUTHENTICATED");
  expectState((await elsewhere.browser.sdk.refreshSession({})).refreshSession, "Rejected");
  // The time of a sign-in has a precision of one second.
  app.advance({ seconds: 2 });
  const again = await signInPerson(node, person);
  expect((await again.browser.sdk.viewer()).viewer).not.toBeNull();
});
