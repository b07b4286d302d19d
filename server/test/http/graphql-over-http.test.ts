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
 * Optional parts of the specification (MAY, SHOULD) that this server does not implement: it accepts POST only, and responds
 * with 400 to invalid requests whatever media type the client accepts. docs/decisions/0035-one-error-format-for-refused-requests.md has the reasons.
 */
const unimplemented = new Set([
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

describe("the audits of the GraphQL-over-HTTP specification", () => {
  it.each(audits.filter(({ name }) => !unimplemented.has(name)).map((audit) => [audit.name, audit] as const))(
    "%s",
    async (_name, audit) => {
      expect(await failureOf(audit)).toBeUndefined();
    },
  );

  it.each(audits.filter(({ name }) => unimplemented.has(name)).map((audit) => [audit.name, audit] as const))(
    "but not: %s",
    async (name, audit) => {
      expect(name).not.toMatch(/^MUST/);
      expect(await failureOf(audit)).toBeDefined();
    },
  );
});
