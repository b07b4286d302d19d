import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ListUsersCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPool, newEmail } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;
const names = ["Ada", "Adam", "100%_\\Bob", 'Quote "Q"', "x".repeat(200), "😀".repeat(100), "Émile"];

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint, { pool: {} });
  for (const [index, name] of names.entries()) {
    await endpoint.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.poolId,
        Username: `user${index}@example.com`,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "name", Value: name },
          { Name: "given_name", Value: `Given${index}` },
          { Name: "family_name", Value: `McFamily${index}` },
          { Name: "preferred_username", Value: `Pref${index}` },
          { Name: "phone_number", Value: `+1555010${index}` },
        ],
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
    ['email = "USER1@Example.com"', ["Adam"]],
    ['email ^= "User1@EX"', ["Adam"]],
    ['name = "ADA"', ["Ada"]],
    ['name ^= "aDa"', ["Ada", "Adam"]],
    ['name ^= "100%_\\\\bO"', ["100%_\\Bob"]],
    ['name = "éMILE"', ["Émile"]],
    ['name ^= "éM"', ["Émile"]],
    [`name = "${"X".repeat(200)}"`, ["x".repeat(200)]],
    [`name ^= "${"X".repeat(150)}"`, ["x".repeat(200)]],
    [`name ^= "${"X".repeat(150)}y"`, []],
    ['given_name = "gIVEN1"', ["Adam"]],
    ['given_name ^= "gIVEN1"', ["Adam"]],
    ['family_name = "MCFAMILY1"', ["Adam"]],
    ['family_name ^= "mcfamily1"', ["Adam"]],
    ['preferred_username = "PREF1"', ["Adam"]],
    ['preferred_username ^= "pref1"', ["Adam"]],
    ['phone_number = "+15550101"', ["Adam"]],
    ['phone_number ^= "+15550101"', ["Adam"]],
    ['status = "Disabled"', ["Ada"]],
    ['status = "disabled"', []],
    ['status ^= "dis"', []],
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
    expect(await namesWhere('cognito:user_status = "force_Change_password"')).toHaveLength(names.length);
    expect(await namesWhere('cognito:user_status ^= "force_"')).toHaveLength(names.length);
    expect(await namesWhere(`sub ^= "${sub.slice(0, 30)}"`)).toEqual(["Ada"]);
    expect(await namesWhere(`sub = "${sub.toUpperCase()}"`)).toEqual(["Ada"]);
    expect(await namesWhere(`sub ^= "${sub.slice(0, 30).toUpperCase()}"`)).toEqual(["Ada"]);
    expect(await namesWhere(`username = "${sub}"`)).toEqual(["Ada"]);
  });

  it("compares usernames with case", async () => {
    const plain = await createPool(endpoint, { pool: { UsernameAttributes: undefined } });
    const { poolId: UserPoolId } = plain;
    await endpoint.cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: "Grace" }));
    const find = async (Filter: string) => (await list({ UserPoolId, Filter })).Users?.length;
    expect(await find('username = "Grace"')).toBe(1);
    expect(await find('username ^= "Gra"')).toBe(1);
    expect(await find('username = "grace"')).toBe(0);
    expect(await find('username ^= "gra"')).toBe(0);
  });

  it("returns the attributes of AttributesToGet", async () => {
    const { Users } = await list({ Filter: 'name = "Ada"', AttributesToGet: ["name"] });
    expect(Users?.[0]?.Attributes).toEqual([{ Name: "name", Value: "Ada" }]);
  });

  it("returns an attribute only where all users of the page have it", async () => {
    const { poolId: UserPoolId } = await createPool(endpoint, {
      pool: { Schema: [{ Name: "team" }, { Name: "rank" }] },
    });
    const create = async (attributes: Record<string, string>) => {
      const { User } = await endpoint.cognito.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: newEmail(),
          MessageAction: "SUPPRESS",
          UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      return User?.Username;
    };
    await create({ name: "Ada", "custom:team": "a", "custom:rank": "1", nickname: "A" });
    await create({ name: "Bob", "custom:team": "b" });
    await create({ "custom:team": "c" });
    const get = (AttributesToGet: string[], Filter?: string) => list({ UserPoolId, AttributesToGet, Filter });
    const missing = { name: "InvalidParameterException" };

    expect((await get(["sub", "email", "custom:team"])).Users).toHaveLength(3);
    await expect(get(["name"])).rejects.toMatchObject(missing);
    await expect(get(["email", "name"])).rejects.toMatchObject(missing);
    const { Users } = await get(["name"], 'name ^= ""');
    expect(Users).toHaveLength(2);
    expect(Users?.[0]?.Attributes).toHaveLength(1);
    // No filter helps where the attribute cannot be searched for.
    await expect(get(["nickname"], 'name = "Ada"')).rejects.toMatchObject(missing);
    await expect(get(["custom:rank"], 'name = "Ada"')).rejects.toMatchObject(missing);
    for (const name of ["custom:nope", "team", "Email", "username"])
      await expect(get([name], 'name = "Ada"')).rejects.toMatchObject(missing);
    await expect(get(["custom:nope"], 'name = "Nobody"')).rejects.toMatchObject(missing);
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
