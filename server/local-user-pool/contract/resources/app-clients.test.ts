import {
  AddUserPoolClientSecretCommand,
  CreateResourceServerCommand,
  DeleteResourceServerCommand,
  DeleteUserPoolClientSecretCommand,
  DescribeResourceServerCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  InitiateAuthCommand,
  ListResourceServersCommand,
  ListTagsForResourceCommand,
  ListUserPoolClientSecretsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateResourceServerCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  claimsOf,
  createClient,
  createPool,
  createUser,
  defined,
  password,
  secretHash,
} from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let UserPoolId: string;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  ({ poolId: UserPoolId } = await createPool(endpoint, { pool: {} }));
});

afterAll(() => endpoint.close());

afterEach(() => {
  if (!endpoint.namedPoolId) expect(endpoint.unexpectedErrors).toEqual([]);
});

const missing = { name: "ResourceNotFoundException" };
const invalid = { name: "InvalidParameterException" };

describe("tags", () => {
  it("are added, replaced, listed and removed", async () => {
    const { UserPool } = await endpoint.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    const ResourceArn = defined(UserPool?.Arn);
    const list = async () =>
      (await endpoint.cognito.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
    const tag = (Tags: Record<string, string>) =>
      endpoint.cognito.send(new TagResourceCommand({ ResourceArn, Tags }));
    await tag({ team: "blue", stage: "test" });
    await tag({ team: "green" });
    expect(await list()).toEqual({ team: "green", stage: "test" });
    await endpoint.cognito.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["stage", "unknown"] }));
    const { UserPool: tagged } = await endpoint.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(tagged?.UserPoolTags).toEqual({ team: "green" });
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`tag-${index}`, ""]));
    await expect(tag(many)).rejects.toMatchObject(invalid);
    await expect(tag({ ["k".repeat(129)]: "" })).rejects.toMatchObject(invalid);
    expect(await list()).toEqual({ team: "green" });
  });

  it("are those of a pool that exists, in this account", async () => {
    for (const ResourceArn of [
      "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_Unknown01",
      `arn:aws:cognito-idp:us-east-1:111111111111:userpool/${UserPoolId}`,
    ]) {
      await expect(
        endpoint.cognito.send(new ListTagsForResourceCommand({ ResourceArn })),
      ).rejects.toMatchObject(missing);
    }
  });
});

describe("client secrets", () => {
  const signIn = (clientId: string, secret: string, USERNAME: string) =>
    endpoint.cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: {
          USERNAME,
          PASSWORD: password,
          SECRET_HASH: secretHash({ poolId: UserPoolId, clientId, secret }, USERNAME),
        },
      }),
    );

  it("are replaced while both are valid", async () => {
    const client = await createClient(endpoint, UserPoolId, { ClientName: "secret", GenerateSecret: true });
    const ClientId = defined(client.ClientId);
    const named = { UserPoolId, ClientId };
    const email = await createUser(endpoint, UserPoolId);
    const add = (ClientSecret?: string) =>
      endpoint.cognito.send(new AddUserPoolClientSecretCommand({ ...named, ClientSecret }));
    const list = async () =>
      (await endpoint.cognito.send(new ListUserPoolClientSecretsCommand(named))).ClientSecrets ?? [];
    const remove = (ClientSecretId: string | undefined) =>
      endpoint.cognito.send(new DeleteUserPoolClientSecretCommand({ ...named, ClientSecretId }));

    const [first] = await list();
    await expect(remove(first?.ClientSecretId)).rejects.toMatchObject(invalid);
    await expect(remove("unknown")).rejects.toMatchObject(missing);
    const { ClientSecretDescriptor: second } = await add();
    expect(second).toMatchObject({
      ClientSecretId: expect.stringMatching(new RegExp(`^${ClientId}--\\d+$`)),
      ClientSecretCreateDate: expect.any(Date),
      ClientSecretValue: expect.stringMatching(/^[a-z0-9]{51}$/),
    });
    await expect(add()).rejects.toMatchObject({ name: "LimitExceededException" });
    expect((await list()).map(({ ClientSecretId }) => ClientSecretId)).toEqual([
      first?.ClientSecretId,
      second?.ClientSecretId,
    ]);
    expect((await list()).every((secret) => !("ClientSecretValue" in secret))).toBe(true);

    const [old, replacement] = [defined(client.ClientSecret), defined(second?.ClientSecretValue)];
    for (const secret of [old, replacement]) await signIn(ClientId, secret, email);
    await remove(first?.ClientSecretId);
    await expect(signIn(ClientId, old, email)).rejects.toMatchObject({ name: "NotAuthorizedException" });
    await signIn(ClientId, replacement, email);
    const { UserPoolClient } = await endpoint.cognito.send(new DescribeUserPoolClientCommand(named));
    expect(UserPoolClient?.ClientSecret).toBe(replacement);
    const given = await add("A-chosen-secret-of-24-chars".replaceAll("-", "_"));
    expect(given.ClientSecretDescriptor).not.toHaveProperty("ClientSecretValue");
  });

  it("are not for a public client", async () => {
    const { ClientId } = await createClient(endpoint, UserPoolId);
    await expect(
      endpoint.cognito.send(new AddUserPoolClientSecretCommand({ UserPoolId, ClientId })),
    ).rejects.toMatchObject(invalid);
    const listed = await endpoint.cognito.send(
      new ListUserPoolClientSecretsCommand({ UserPoolId, ClientId }),
    );
    expect(listed.ClientSecrets).toEqual([]);
  });
});

describe("resource servers", () => {
  const server = (Identifier: string, names: string[] = ["read", "write"]) => ({
    UserPoolId,
    Identifier,
    Name: "Notes",
    Scopes: names.map((ScopeName) => ({ ScopeName, ScopeDescription: `May ${ScopeName}` })),
  });
  const oauth = {
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["client_credentials" as const],
  };

  it("are created, described, listed, changed and deleted", async () => {
    const created = await endpoint.cognito.send(
      new CreateResourceServerCommand(server("https://notes.example")),
    );
    expect(created.ResourceServer).toEqual(server("https://notes.example"));
    await expect(
      endpoint.cognito.send(new CreateResourceServerCommand(server("https://notes.example"))),
    ).rejects.toMatchObject(invalid);
    await endpoint.cognito.send(new CreateResourceServerCommand(server("a")));
    const changed = await endpoint.cognito.send(
      new UpdateResourceServerCommand({ UserPoolId, Identifier: "a", Name: "Changed" }),
    );
    expect(changed.ResourceServer).toEqual({ UserPoolId, Identifier: "a", Name: "Changed", Scopes: [] });
    const named = { UserPoolId, Identifier: "a" };
    const described = await endpoint.cognito.send(new DescribeResourceServerCommand(named));
    expect(described.ResourceServer).toEqual(changed.ResourceServer);
    const first = await endpoint.cognito.send(new ListResourceServersCommand({ UserPoolId, MaxResults: 1 }));
    const rest = await endpoint.cognito.send(
      new ListResourceServersCommand({ UserPoolId, MaxResults: 1, NextToken: first.NextToken }),
    );
    const all = [...(first.ResourceServers ?? []), ...(rest.ResourceServers ?? [])];
    expect(all.map(({ Identifier }) => Identifier)).toEqual(["a", "https://notes.example"]);
    expect(rest.NextToken).toBeUndefined();
    await endpoint.cognito.send(new DeleteResourceServerCommand(named));
    await expect(endpoint.cognito.send(new DescribeResourceServerCommand(named))).rejects.toMatchObject(
      missing,
    );
    await expect(endpoint.cognito.send(new DeleteResourceServerCommand(named))).rejects.toMatchObject(
      missing,
    );
    await expect(
      endpoint.cognito.send(new UpdateResourceServerCommand({ ...named, Name: "Gone" })),
    ).rejects.toMatchObject(missing);
  });

  it("have the scopes that app clients may have", async () => {
    await endpoint.cognito.send(new CreateResourceServerCommand(server("https://scopes.example/v1")));
    const read = "https://scopes.example/v1/read";
    for (const scope of ["https://scopes.example/v1/delete", "nothing/read", "read", "/", "Openid"]) {
      await expect(
        createClient(endpoint, UserPoolId, { ...oauth, AllowedOAuthScopes: [read, scope] }),
      ).rejects.toMatchObject({ name: "ScopeDoesNotExistException" });
    }
    const { ClientId } = await createClient(endpoint, UserPoolId, { ...oauth, AllowedOAuthScopes: [read] });
    await expect(
      endpoint.cognito.send(
        new UpdateUserPoolClientCommand({ UserPoolId, ClientId, AllowedOAuthScopes: ["nothing/read"] }),
      ),
    ).rejects.toMatchObject({ name: "ScopeDoesNotExistException" });
  });

  it("take their scopes along when they are deleted", async () => {
    onlyLocally("a pool of AWS has the endpoint at its domain");
    await endpoint.cognito.send(new CreateResourceServerCommand(server("one")));
    await endpoint.cognito.send(new CreateResourceServerCommand(server("two")));
    const client = await createClient(endpoint, UserPoolId, {
      ...oauth,
      ClientName: "machine",
      AllowedOAuthScopes: ["one/read", "two/read"],
    });
    const ask = async (scope?: string) => {
      const response = await fetch(`${endpoint.url}/oauth2/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: defined(client.ClientId),
          client_secret: defined(client.ClientSecret),
          ...(scope !== undefined && { scope }),
        }),
      });
      const body: Record<string, string> = await response.json();
      return body;
    };
    expect(claimsOf((await ask("one/read"))["access_token"])["scope"]).toBe("one/read");
    await endpoint.cognito.send(new DeleteResourceServerCommand({ UserPoolId, Identifier: "one" }));
    expect(await ask("one/read")).toEqual({ error: "invalid_scope" });
    expect(claimsOf((await ask())["access_token"])["scope"]).toBe("two/read");
  });
});
