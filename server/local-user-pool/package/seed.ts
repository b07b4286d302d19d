import { readFile } from "node:fs/promises";
import { isRecord } from "../protocol/is-record.ts";

/** Pools and people that a pool begins with. In a file it is JSON. */
export type Seed = { pools: SeedPool[] };

export type SeedPool = {
  /** As `eu-west-1_Example01`. Default: `us-east-1_Local0001`, and so on. */
  id?: string;
  /** What CreateUserPool takes; `PoolName` is required. */
  settings: { PoolName: string; [member: string]: unknown };
  clients?: SeedClient[];
  /** Names of groups. */
  groups?: string[];
  users?: SeedUser[];
};

export type SeedClient = {
  /** Up to 128 lower-case letters and digits. Default: derived from its name. */
  id?: string;
  /** What CreateUserPoolClient takes without the pool; `ClientName` is required, and `ClientSecret` chooses the secret. */
  settings: { ClientName: string; [member: string]: unknown };
};

export type SeedUser = {
  username: string;
  /** Permanent. Without one the person cannot sign in by a password. */
  password?: string;
  /** As `{ "email": "ada@example.com" }`. An e-mail address or a phone number counts as verified. */
  attributes?: Record<string, string>;
  /** Names of groups of the pool. */
  groups?: string[];
};

/** A seed that cannot be used. The message names the place in it, and no value. */
export class SeedError extends Error {
  override readonly name = "SeedError";
}

/** @throws SeedError for a file that cannot be read, is no JSON or no seed. */
export async function readSeedFile(path: string): Promise<Seed> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new SeedError(`The seed file ${path} cannot be read (${error.code ?? "unknown"}).`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message would quote the file, in which passwords are.
    throw new SeedError(`The seed file ${path} is no JSON.`);
  }
  return checkSeed(value);
}

/** @throws SeedError for anything that is no seed, an unknown member too: a slip of the pen has no silent effect. */
export function checkSeed(value: unknown): Seed {
  const seed = members(value, "the seed", ["pools"]);
  const pools = list(seed["pools"], "pools").map((pool, index) => toPool(pool, `pools[${index}]`));
  return { pools };
}

function toPool(value: unknown, at: string): SeedPool {
  const { id, settings, clients, groups, users } = members(value, at, [
    "id",
    "settings",
    "clients",
    "groups",
    "users",
  ]);
  return {
    ...chosenId(id, /^[a-z]{2}(?:-[a-z]+)+-\d_[0-9a-zA-Z]{1,45}$/, `${at}.id`, "eu-west-1_Example01"),
    settings: { ...record(settings, `${at}.settings`), PoolName: nameIn(settings, "PoolName", at) },
    clients: list(clients ?? [], `${at}.clients`).map((client, index) =>
      toClient(client, `${at}.clients[${index}]`),
    ),
    groups: strings(groups ?? [], `${at}.groups`),
    users: list(users ?? [], `${at}.users`).map((user, index) => toUser(user, `${at}.users[${index}]`)),
  };
}

function toClient(value: unknown, at: string): SeedClient {
  const { id, settings } = members(value, at, ["id", "settings"]);
  return {
    ...chosenId(id, /^[a-z0-9]{1,128}$/, `${at}.id`, "1example23456789"),
    settings: { ...record(settings, `${at}.settings`), ClientName: nameIn(settings, "ClientName", at) },
  };
}

function toUser(value: unknown, at: string): SeedUser {
  const user = members(value, at, ["username", "password", "attributes", "groups"]);
  const attributes = record(user["attributes"] ?? {}, `${at}.attributes`);
  return {
    username: string(user["username"], `${at}.username`),
    ...(user["password"] !== undefined && { password: string(user["password"], `${at}.password`) }),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, each]) => [name, string(each, `${at}.attributes.${name}`)]),
    ),
    groups: strings(user["groups"] ?? [], `${at}.groups`),
  };
}

function chosenId(value: unknown, pattern: RegExp, at: string, example: string): { id?: string } {
  if (value === undefined) return {};
  const id = string(value, at);
  if (!pattern.test(id)) throw new SeedError(`${at} is no id: it must be like ${example}.`);
  return { id };
}

function nameIn(settings: unknown, member: string, at: string): string {
  return string(record(settings, `${at}.settings`)[member], `${at}.settings.${member}`);
}

function members(value: unknown, at: string, known: string[]): Record<string, unknown> {
  const found = record(value, at);
  const unknown = Object.keys(found).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new SeedError(`${at} has an unknown member ${unknown}; it may have ${known.join(", ")}.`);
  return found;
}

function record(value: unknown, at: string): Record<string, unknown> {
  if (!isRecord(value)) throw new SeedError(`${at} must be an object.`);
  return value;
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) throw new SeedError(`${at} must be a list.`);
  return value;
}

function strings(value: unknown, at: string): string[] {
  return list(value, at).map((each, index) => string(each, `${at}[${index}]`));
}

function string(value: unknown, at: string): string {
  if (typeof value !== "string" || value === "") throw new SeedError(`${at} must be a text.`);
  return value;
}
