import { randomUUID } from "node:crypto";
import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  GetTokensFromRefreshTokenCommand,
  ListGroupsCommand,
  ListUsersInGroupCommand,
  UpdateGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CreateGroupCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimsOf, createPool, createUser, tokensFor } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint, { pool: {} });
});

afterAll(() => endpoint.close());

const notFound = { name: "ResourceNotFoundException" };
const named = (GroupName: string) => ({ UserPoolId: pool.poolId, GroupName });

const create = (GroupName: string, input: Partial<CreateGroupCommandInput> = {}) =>
  endpoint.cognito.send(new CreateGroupCommand({ ...named(GroupName), ...input }));

const add = (GroupName: string, Username: string) =>
  endpoint.cognito.send(new AdminAddUserToGroupCommand({ ...named(GroupName), Username }));

describe("a group", () => {
  it("is created once, read, updated and deleted", async () => {
    const { Group } = await create("editors", { Description: "They edit", Precedence: 5 });
    expect(Group).toMatchObject({ ...named("editors"), Description: "They edit", Precedence: 5 });
    await expect(create("editors")).rejects.toMatchObject({ name: "GroupExistsException" });
    await endpoint.cognito.send(new UpdateGroupCommand({ ...named("editors"), Precedence: 7 }));
    const found = await endpoint.cognito.send(new GetGroupCommand(named("editors")));
    expect(found.Group).toMatchObject({ Description: "They edit", Precedence: 7 });
    await endpoint.cognito.send(new DeleteGroupCommand(named("editors")));
    await expect(endpoint.cognito.send(new GetGroupCommand(named("editors")))).rejects.toMatchObject(
      notFound,
    );
    await expect(endpoint.cognito.send(new UpdateGroupCommand(named("editors")))).rejects.toMatchObject(
      notFound,
    );
    await expect(endpoint.cognito.send(new DeleteGroupCommand(named("editors")))).rejects.toMatchObject(
      notFound,
    );
  });

  it("is listed page by page", async () => {
    for (const GroupName of ["a", "b", "c"]) await create(GroupName);
    const page = (NextToken?: string) =>
      endpoint.cognito.send(new ListGroupsCommand({ UserPoolId: pool.poolId, Limit: 2, NextToken }));
    const first = await page();
    const second = await page(first.NextToken);
    expect([first, second].map(({ Groups }) => Groups?.map(({ GroupName }) => GroupName))).toEqual([
      ["a", "b"],
      ["c"],
    ]);
    expect(second.NextToken).toBeUndefined();
  });
});

describe("membership", () => {
  it("is in the tokens, ordered by precedence", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await create("last");
    await create("second", { Precedence: 2 });
    await create("first", { Precedence: 1 });
    for (const name of ["last", "second", "first", "first"]) await add(name, email);
    const { AccessToken, IdToken } = await tokensFor(endpoint, pool, email);
    expect(claimsOf(AccessToken)["cognito:groups"]).toEqual(["first", "second", "last"]);
    expect(claimsOf(IdToken)["cognito:groups"]).toEqual(["first", "second", "last"]);
    const Username = email;
    await endpoint.cognito.send(new AdminRemoveUserFromGroupCommand({ ...named("second"), Username }));
    const { Groups } = await endpoint.cognito.send(
      new AdminListGroupsForUserCommand({ UserPoolId: pool.poolId, Username }),
    );
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["first", "last"]);
    await endpoint.cognito.send(new DeleteGroupCommand(named("first")));
    expect(claimsOf((await tokensFor(endpoint, pool, email)).AccessToken)["cognito:groups"]).toEqual([
      "last",
    ]);
  });

  it("adds the role of the first group that has one", async () => {
    onlyLocally("the role would have to exist in the AWS account");
    const [email, RoleArn] = [
      await createUser(endpoint, pool.poolId),
      "arn:aws:iam::123456789012:role/admin",
    ];
    await create("admins", { RoleArn });
    await add("admins", email);
    expect(claimsOf((await tokensFor(endpoint, pool, email)).IdToken)).toMatchObject({
      "cognito:roles": [RoleArn],
      "cognito:preferred_role": RoleArn,
    });
  });

  it.each([
    [
      "two roles with one precedence",
      [
        [1, "a"],
        [1, "b"],
      ],
      undefined,
    ],
    [
      "two roles without a precedence",
      [
        [undefined, "a"],
        [undefined, "b"],
      ],
      undefined,
    ],
    [
      "a third that comes after the tie",
      [
        [0, "a"],
        [0, "b"],
        [1, "c"],
      ],
      undefined,
    ],
    [
      "the same role twice",
      [
        [1, "a"],
        [1, "a"],
      ],
      "a",
    ],
    [
      "a first one, and a tie after it",
      [
        [0, "a"],
        [1, "b"],
        [1, "c"],
      ],
      "a",
    ],
    [
      "a number before none",
      [
        [undefined, "a"],
        [7, "b"],
        [undefined, "c"],
      ],
      "b",
    ],
    [
      "a tie with a group that has no role",
      [
        [1, "a"],
        [1, undefined],
      ],
      "a",
    ],
  ] as const)(
    "prefers a role, at sign-in and refresh, unless groups tie: %s",
    async (_case, groups, preferred) => {
      onlyLocally("the roles would have to exist in the AWS account");
      const email = await createUser(endpoint, pool.poolId);
      const arnOf = (role: string) => `arn:aws:iam::123456789012:role/${role}`;
      for (const [Precedence, role] of groups) {
        const name = randomUUID();
        await create(name, { Precedence, ...(role !== undefined && { RoleArn: arnOf(role) }) });
        await add(name, email);
      }
      const { IdToken, RefreshToken } = await tokensFor(endpoint, pool, email);
      const refreshed = await endpoint.cognito.send(
        new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken }),
      );
      for (const token of [IdToken, refreshed.AuthenticationResult?.IdToken]) {
        const claims = claimsOf(token);
        expect(claims["cognito:preferred_role"]).toBe(preferred && arnOf(preferred));
        expect(new Set(claims["cognito:roles"] as string[])).toEqual(
          new Set(groups.flatMap(([, role]) => (role === undefined ? [] : [arnOf(role)]))),
        );
      }
    },
  );

  it("is listed page by page", async () => {
    await create("crowd");
    const emails = await Promise.all([1, 2, 3].map(() => createUser(endpoint, pool.poolId)));
    for (const email of emails) await add("crowd", email);
    const page = (NextToken?: string) =>
      endpoint.cognito.send(new ListUsersInGroupCommand({ ...named("crowd"), Limit: 2, NextToken }));
    const first = await page();
    const second = await page(first.NextToken);
    const usernames = [first, second].flatMap(({ Users = [] }) => Users.map(({ Username }) => Username));
    expect(new Set(usernames).size).toBe(3);
    expect(second.NextToken).toBeUndefined();
  });

  it("requires an existing group and user", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await create("real");
    await expect(add("imaginary", email)).rejects.toMatchObject(notFound);
    await expect(add("real", "nobody@example.com")).rejects.toMatchObject({ name: "UserNotFoundException" });
    await expect(
      endpoint.cognito.send(new ListUsersInGroupCommand(named("imaginary"))),
    ).rejects.toMatchObject(notFound);
    expect(claimsOf((await tokensFor(endpoint, pool, email)).AccessToken)).not.toHaveProperty(
      "cognito:groups",
    );
  });
});
