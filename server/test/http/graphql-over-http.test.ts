import { type Audit, serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const audits = serverAudits({ url: () => `${app.url}/graphql` });

/**
 * What the specification leaves to a server (MAY, SHOULD), and this one decides otherwise: it takes POST alone, and says
 * 400 to what is wrong whatever media type the client accepts. docs/decisions/0035-one-error-format-for-refused-requests.md has the reasons.
 */
const otherwise = new Set([
  "MAY accept application/x-www-form-urlencoded formatted GET requests",
  "MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json",
  "MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json",
  "SHOULD use 200 status code on document parsing failure when accepting application/json",
  "SHOULD use 200 status code on document validation failure when accepting application/json",
  "SHOULD use a status code of 200 on variable coercion failure when accepting application/json",
]);

async function failureOf({ fn }: Audit): Promise<string | undefined> {
  const result = await fn();
  return result.status === "ok" ? undefined : result.reason;
}

describe("the audits of GraphQL over HTTP", () => {
  it.each(audits.filter(({ name }) => !otherwise.has(name)).map((audit) => [audit.name, audit] as const))(
    "%s",
    async (_name, audit) => {
      expect(await failureOf(audit)).toBeUndefined();
    },
  );

  it.each(audits.filter(({ name }) => otherwise.has(name)).map((audit) => [audit.name, audit] as const))(
    "but not: %s",
    async (name, audit) => {
      expect(name).not.toMatch(/^MUST/);
      expect(await failureOf(audit)).toBeDefined();
    },
  );
});
