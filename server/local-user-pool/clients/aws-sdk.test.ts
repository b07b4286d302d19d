import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CodeDeliveryFailureException,
  CodeMismatchException,
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  InitiateAuthCommand,
  InvalidParameterException,
  InvalidPasswordException,
  ListUserPoolsCommand,
  NotAuthorizedException,
  paginateListUserPoolClients,
  paginateListUserPools,
  paginateListUsers,
  ResourceNotFoundException,
  SignUpCommand,
  UsernameExistsException,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CognitoIdentityProviderClientConfig } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPool, createUser, newEmail, password, tokensFor } from "../contract/support/builders.ts";
import type { TestPool } from "../contract/support/builders.ts";
import { localCredentials } from "../local-user-pool.ts";
import { startCruddurPool } from "./cruddur-pool.ts";
import type { CruddurPool } from "./cruddur-pool.ts";

let pool: CruddurPool;

beforeAll(async () => {
  pool = await startCruddurPool();
});

afterAll(() => pool.close());

/** A client with the pool's endpoint, and otherwise the SDK's defaults. */
function clientWith(config: CognitoIdentityProviderClientConfig = {}): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint: pool.url,
    region: "us-east-1",
    credentials: localCredentials,
    ...config,
  });
}

const listPools = (client: CognitoIdentityProviderClient) =>
  client.send(new ListUserPoolsCommand({ MaxResults: 1 }));

const getUser = (client: CognitoIdentityProviderClient, Username: string, UserPoolId = pool.poolId) =>
  client.send(new AdminGetUserCommand({ UserPoolId, Username }));

const signUp = (Username: string, Password = password) =>
  clientWith().send(
    new SignUpCommand({
      ClientId: pool.clientId,
      Username,
      Password,
      UserAttributes: Object.entries({ email: Username, name: "Ada", preferred_username: "ada" }).map(
        ([Name, Value]) => ({ Name, Value }),
      ),
    }),
  );

const confirm = (Username: string, ConfirmationCode: string) =>
  clientWith().send(new ConfirmSignUpCommand({ ClientId: pool.clientId, Username, ConfirmationCode }));

const signIn = (USERNAME: string) =>
  clientWith().send(
    new InitiateAuthCommand({
      ClientId: pool.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD: password },
    }),
  );

/** Collects all pages of an SDK paginator. */
async function pagesOf<Page>(paginator: AsyncIterable<Page>): Promise<Page[]> {
  const pages: Page[] = [];
  for await (const page of paginator) pages.push(page);
  return pages;
}

const signedBy = (accessKeyId: string, secretAccessKey: string) =>
  listPools(clientWith({ credentials: { accessKeyId, secretAccessKey } }));

describe("errors", () => {
  it("are instances of the SDK's classes", async () => {
    const email = newEmail();
    await signUp(email);
    await expect(signUp(email)).rejects.toBeInstanceOf(UsernameExistsException);
    await expect(signUp(newEmail(), "short")).rejects.toBeInstanceOf(InvalidPasswordException);
    await expect(signUp("nobody")).rejects.toBeInstanceOf(InvalidParameterException);
    await expect(confirm(email, "no-code")).rejects.toBeInstanceOf(CodeMismatchException);
    await expect(signIn(newEmail())).rejects.toBeInstanceOf(NotAuthorizedException);
    await expect(getUser(clientWith(), newEmail())).rejects.toBeInstanceOf(UserNotFoundException);
    await expect(getUser(clientWith(), email, "us-east-1_None")).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
  });

  it("have a fault and a request id", async () => {
    await expect(signIn(newEmail())).rejects.toMatchObject({
      $fault: "client",
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[\da-f-]{36}$/), attempts: 1 },
    });
  });

  it("without a class in the SDK keep their name", async () => {
    const error = await signedBy("other", "local").catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CognitoIdentityProviderServiceException);
    expect(error).toMatchObject({ name: "UnrecognizedClientException" });
  });
});

describe("responses", () => {
  it("have timestamps that the SDK parses", async () => {
    const email = await createUser(pool, pool.poolId);
    const { UserCreateDate, $metadata } = await getUser(clientWith(), email);
    expect(UserCreateDate).toEqual(pool.now());
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 });
  });
});

describe("paginators", () => {
  let other: TestPool;

  beforeAll(async () => {
    other = await createPool(pool);
  });

  it("list all pools", async () => {
    const pages = await pagesOf(
      paginateListUserPools({ client: clientWith(), pageSize: 1 }, { MaxResults: 1 }),
    );
    const ids = pages.map(({ UserPools = [] }) => UserPools.map(({ Id }) => Id));
    expect(new Set(ids)).toEqual(new Set([[pool.poolId], [other.poolId]]));
  });

  it("list all app clients", async () => {
    const pages = await pagesOf(
      paginateListUserPoolClients({ client: clientWith(), pageSize: 1 }, { UserPoolId: pool.poolId }),
    );
    const names = pages.map(({ UserPoolClients = [] }) =>
      UserPoolClients.map(({ ClientName }) => ClientName),
    );
    expect(new Set(names)).toEqual(new Set([["api"], ["public client"], ["sign-up"]]));
  });

  it("list all users", async () => {
    const emails = new Set<string | undefined>();
    for (let users = 1; users <= 3; users += 1) emails.add(await createUser(pool, other.poolId));
    const pages = await pagesOf(
      paginateListUsers({ client: clientWith(), pageSize: 2 }, { UserPoolId: other.poolId }),
    );
    const found = pages.flatMap(({ Users = [] }) =>
      Users.map(({ Attributes = [] }) => Attributes.find(({ Name }) => Name === "email")?.Value),
    );
    expect(found).toHaveLength(3);
    expect(new Set(found)).toEqual(emails);
  });
});

describe("retries", () => {
  it("repeat a request whose response was lost", async () => {
    const email = await createUser(pool, pool.poolId);
    const client = clientWith();
    let responseCount = 0;
    client.middlewareStack.add(
      (next) => async (request) => {
        const response = await next(request);
        responseCount += 1;
        if (responseCount === 1) throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
        return response;
      },
      { step: "deserialize", priority: "low" },
    );
    const { $metadata } = await client.send(
      new AdminSetUserPasswordCommand({ UserPoolId: pool.poolId, Username: email, Password: password }),
    );
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 2 });
  });

  it("do not repeat a request that the pool rejects", async () => {
    const email = await createUser(pool, pool.poolId);
    pool.failDeliveries(new Error("no route to host"));
    const forgotten = clientWith().send(
      new ForgotPasswordCommand({ ClientId: pool.clientId, Username: email }),
    );
    await expect(forgotten).rejects.toBeInstanceOf(CodeDeliveryFailureException);
    await expect(forgotten).rejects.toMatchObject({ $metadata: { attempts: 1 } });
    pool.failDeliveries();
    expect(pool.unexpectedErrors).toEqual([new Error("no route to host")]);
  });
});

describe("signatures", () => {
  it("with another key or another secret have different errors", async () => {
    await expect(signedBy("other", "local")).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    await expect(signedBy("local", "other")).rejects.toMatchObject({ name: "InvalidSignatureException" });
    await expect(signedBy("local", "local")).resolves.toBeDefined();
  });

  it("with a clock that is an hour off are corrected by the SDK, from the Date header", async () => {
    const { $metadata } = await listPools(clientWith({ systemClockOffset: 60 * 60 * 1000 }));
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 2 });
  });

  it("are not needed for operations with an access token", async () => {
    const email = await createUser(pool, pool.poolId);
    const { AccessToken } = await tokensFor(pool, pool, email);
    const withoutCredentials = clientWith({
      credentials: () => Promise.reject(new Error("There are no credentials")),
    });
    const { UserAttributes } = await withoutCredentials.send(new GetUserCommand({ AccessToken }));
    expect(UserAttributes).toContainEqual({ Name: "email", Value: email });
    await expect(listPools(withoutCredentials)).rejects.toThrow("There are no credentials");
  });
});
