import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ListUsersCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPool } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;
const names = ["Ada", "Adam", "100%_\\Bob", 'Quote "Q"', "x".repeat(200), "😀".repeat(100)];

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint, { pool: {} });
  for (const [index, name] of names.entries()) {
    await endpoint.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.poolId,
        Username: `user${index}@example.com`,
        MessageAction: "SUPPRESS",
        UserAttributes: [{ Name: "name", Value: name }],
      }),
    );
  }
  await endpoint.cognito.send(
    new AdminDisableUserCommand({ UserPoolId: pool.poolId, Username: "user0@example.com" }),
  );
});

afterAll(() => endpoint.close());

const list = (input: Partial<ListUsersCommandInput> = {}) =>
  endpoint.cognito.send(new ListUsersCommand({ UserPoolId: pool.poolId, ...input }));

async function namesWhere(Filter: string): Promise<(string | undefined)[]> {
  const { Users = [] } = await list({ Filter });
  const found = Users.map(({ Attributes = [] }) => Attributes.find(({ Name }) => Name === "name")?.Value);
  return found.toSorted((a = "", b = "") => a.localeCompare(b));
}

describe("ListUsers", () => {
  it("lists every user once, page by page", async () => {
    const seen: (string | undefined)[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await list({ Limit: 2, PaginationToken });
      seen.push(...(page.Users ?? []).map(({ Username }) => Username));
      ({ PaginationToken } = page);
    } while (PaginationToken !== undefined);
    expect(seen).toHaveLength(names.length);
    expect(new Set(seen).size).toBe(names.length);
  });

  it.each([
    ['name = "Ada"', ["Ada"]],
    ['name ^= "Ada"', ["Ada", "Adam"]],
    ['name ^= "100%_"', ["100%_\\Bob"]],
    ['name ^= "1__"', []],
    ['name = "100%_\\\\Bob"', ["100%_\\Bob"]],
    ['name = "Quote \\"Q\\""', ['Quote "Q"']],
    [`name = "${"x".repeat(200)}"`, ["x".repeat(200)]],
    [`name = "${"x".repeat(199)}"`, []],
    [`name ^= "${"x".repeat(150)}"`, ["x".repeat(200)]],
    [`name = "${"😀".repeat(100)}"`, ["😀".repeat(100)]],
    [`name ^= "${"😀".repeat(90)}"`, ["😀".repeat(100)]],
    ['email = "user1@example.com"', ["Adam"]],
    ['status = "Disabled"', ["Ada"]],
    ['"status" = "Gone"', []],
    ['cognito:user_status = "CONFIRMED"', []],
    ['username ^= "nobody"', []],
    ['sub = "nobody"', []],
  ])("filters by %s", async (filter, expected) => {
    expect(await namesWhere(filter)).toEqual(expected);
  });

  it("filters by status, sub and username", async () => {
    expect(await namesWhere('cognito:user_status = "FORCE_CHANGE_PASSWORD"')).toHaveLength(names.length);
    const { Users = [] } = await list({ Filter: 'name = "Ada"' });
    const sub = Users[0]?.Username ?? "";
    expect(await namesWhere(`sub = "${sub}"`)).toEqual(["Ada"]);
    expect(await namesWhere(`sub ^= "${sub.slice(0, 30)}"`)).toEqual(["Ada"]);
    expect(await namesWhere(`username = "${sub}"`)).toEqual(["Ada"]);
  });

  it("returns the attributes of AttributesToGet", async () => {
    const { Users } = await list({ Filter: 'name = "Ada"', AttributesToGet: ["name"] });
    expect(Users?.[0]?.Attributes).toEqual([{ Name: "name", Value: "Ada" }]);
  });

  it.each([
    ['custom:foo = "1"', "Invalid search attribute: custom:foo"],
    ["name = Ada", "Error while parsing filter"],
    ["name", "Error while parsing filter"],
    ['name > "Ada"', "Error while parsing filter"],
  ])("rejects the filter %s", async (Filter, message) => {
    await expect(list({ Filter })).rejects.toMatchObject({ name: "InvalidParameterException", message });
  });

  it("rejects a pagination token that it has not issued", async () => {
    await expect(list({ PaginationToken: "bm9ib2R5" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});
