import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, expect, it } from "vitest";
import { type LocalUserPool, type Seed, startLocalUserPool } from "./start.ts";

const started: LocalUserPool[] = [];
afterEach(async () => {
  for (const pool of started.splice(0)) await pool.stop();
});

async function start(seed: unknown): Promise<LocalUserPool> {
  const path: Seed = JSON.parse(JSON.stringify(seed));
  const pool = await startLocalUserPool({ seed: path, passwordHashCost: 10 });
  started.push(pool);
  return pool;
}

const web = { id: "1web", settings: { ClientName: "web", ClientSecret: "a".repeat(30) } };
const ada = { username: "ada", password: "Correct-Horse-9", attributes: { email: "ada@example.com" } };

it("has the pools, app clients and people of its seed, with the chosen ids", async () => {
  const settings = { PoolName: "chosen" };
  const pool = await start({ pools: [{ id: "eu-west-1_Chosen01", settings, clients: [web], users: [ada] }] });

  const client = { id: "1web", name: "web", secret: "a".repeat(30) };
  expect(await pool.pools()).toEqual([{ id: "eu-west-1_Chosen01", name: "chosen", clients: [client] }]);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const cognito = new CognitoIdentityProviderClient({ endpoint: pool.url, region: "eu-west-1", credentials });
  const person = await cognito.send(
    new AdminGetUserCommand({ UserPoolId: "eu-west-1_Chosen01", Username: "ada" }),
  );
  cognito.destroy();
  expect(person.UserStatus).toBe("CONFIRMED");
  expect(person.UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
});

it.each([
  [{ pools: [{ settings: {} }] }, "pools[0].settings.PoolName"],
  [{ pools: [{ settings: { PoolName: "p" }, people: [] }] }, "people"],
  [{ pools: [{ id: "no id", settings: { PoolName: "p" } }] }, "pools[0].id"],
  [{ pools: [{ settings: { PoolName: "p" }, clients: [web, web] }] }, "pools[0].clients[1].id"],
  [{ pools: [{ settings: { PoolName: "p" }, users: [{ ...ada, password: "short" }] }] }, "users[0].password"],
  [{ pools: [{ settings: { PoolName: "p" }, users: [{ ...ada, groups: ["no"] }] }] }, "users[0].groups[0]"],
  [{ pools: [{ settings: { PoolName: "p", UsernameAttributes: ["name"] } }] }, "pools[0].settings"],
  [[], "the seed"],
])("refuses a seed that cannot be used, and names the place: %j", async (seed, place) => {
  const refused: unknown = await start(seed).catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: "SeedError", message: expect.stringContaining(place) });
  expect(String(refused)).not.toContain("Correct-Horse");
});
