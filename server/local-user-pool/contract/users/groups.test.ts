import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
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
