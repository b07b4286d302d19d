import { createHmac, createPublicKey, createSign, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { localUserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let person: Person;
/** The decoded parts of a valid token. */
let header: Record<string, unknown>;
let payload: Record<string, unknown>;
let pem: string;
const attacker = generateKeyPairSync("rsa", { modulusLength: 2048 });
const attackersKey = {
  ...attacker.publicKey.export({ format: "jwk" }),
  kid: "evil",
  alg: "RS256",
  use: "sig",
};

/** Counts requests to the attacker's server: a verifier that trusts a token's header would fetch a key from it. */
let fetched = 0;
const attackersServer = createServer((_request, response) => {
  fetched += 1;
  response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [attackersKey] }));
});
let attackersUrl: string;

beforeAll(async () => {
  app = await startTestApp();
  person = await signUpPerson(app);
  [header, payload] = person.accessToken
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString())) as [typeof header, typeof payload];
  const jwks = await fetch(`${app.userPoolUrl}/${localUserPoolId}/.well-known/jwks.json`);
  const { keys } = await jwks.json();
  const key = keys.find(({ kid }: { kid: string }) => kid === header["kid"]);
  pem = createPublicKey({ key, format: "jwk" }).export({ format: "pem", type: "spki" }).toString();
  await new Promise<void>((done) => attackersServer.listen(0, "127.0.0.1", done));
  attackersUrl = `http://127.0.0.1:${(attackersServer.address() as AddressInfo).port}/jwks.json`;
});
afterAll(async () => {
  attackersServer.close();
  await app.stop();
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token with the pool's claims and a changed header, signed with the attacker's key. */
function forge(changes: Record<string, unknown>, claims: Record<string, unknown> = {}): string {
  const signed = `${encode({ ...header, ...changes })}.${encode({ ...payload, ...claims })}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(attacker.privateKey).toString("base64url")}`;
}

function forgeHmac(alg: string): string {
  const signed = `${encode({ ...header, alg })}.${encode(payload)}`;
  return `${signed}.${createHmac("sha256", pem).update(signed).digest("base64url")}`;
}

/** The valid token with changed parts. */
function changed(change: (parts: string[]) => string[]): string {
  return change(person.accessToken.split(".")).join(".");
}

async function ask(authorization: string, query = "{ viewer { id } }") {
  const answer = await postGraphql(app.url, { query }, { authorization });
  const text = await answer.text();
  return { status: answer.status, ...(text.startsWith("{") && JSON.parse(text)) };
}

describe("the running application refuses with 401", () => {
  it.each<[string, () => string]>([
    ...["none", "None", "NONE", "nOnE", ""].map((alg): [string, () => string] => [
      `alg "${alg}" without a signature`,
      () => `${encode({ ...header, alg })}.${encode(payload)}.`,
    ]),
    [
      "alg none with the old signature",
      () => changed(([, middle = "", end = ""]) => [encode({ ...header, alg: "none" }), middle, end]),
    ],
    ...["HS256", "HS512", "RS256"].map((alg): [string, () => string] => [
      `${alg} with the public key as the secret`,
      () => forgeHmac(alg),
    ]),
    ...["RS384", "RS512", "PS256", "ES256", "EdDSA", "rs256"].map((alg): [string, () => string] => [
      `alg ${alg}`,
      () => forge({ alg }),
    ]),
    ["the key of somebody else", () => forge({})],
    ["a key in the header", () => forge({ kid: "evil", jwk: attackersKey })],
    ["the URL of keys", () => forge({ kid: "evil", jku: attackersUrl })],
    ["the URL of a certificate", () => forge({ kid: "evil", x5u: attackersUrl })],
    ["a certificate", () => forge({ kid: "evil", x5c: ["MIIB"] })],
    ...[null, 1, true, [], {}, undefined].map((kid): [string, () => string] => [
      `a key id that is ${JSON.stringify(kid)}`,
      () => forge({ kid }),
    ]),
    ["another issuer", () => forge({}, { iss: attackersUrl.replace("/jwks.json", "") })],
    ["an unencoded payload", () => forge({ b64: false, crit: ["b64"] })],
    ["a critical extension", () => forge({ crit: ["exp"] })],
    [
      "two algorithms",
      () =>
        `${Buffer.from(`{"alg":"none","kid":"${String(header["kid"])}","alg":"RS256"}`).toString("base64url")}.${encode(payload)}.c2ln`,
    ],
    [
      "other claims under the old signature",
      () => changed(([first = "", , end = ""]) => [first, encode({ ...payload, sub: "somebody-else" }), end]),
    ],
    ["an empty signature", () => changed(([first = "", middle = ""]) => [first, middle, ""])],
    ["a truncated signature", () => person.accessToken.slice(0, -8)],
    ["padding", () => `${person.accessToken}==`],
    [
      "standard base64",
      () => changed((parts) => parts.map((part) => Buffer.from(part, "base64url").toString("base64"))),
    ],
    ["four parts", () => `${person.accessToken}.e30`],
    ["five parts, as a JWE has", () => `${person.accessToken}.e30.e30`],
    ["two parts", () => changed((parts) => parts.slice(0, 2))],
    [
      "a header that is not JSON",
      () => changed(([, ...rest]) => [Buffer.from("{{{").toString("base64url"), ...rest]),
    ],
    ["a header that is null", () => changed(([, ...rest]) => [encode(null), ...rest])],
    ["a header that is a list", () => changed(([, ...rest]) => [encode(["RS256"]), ...rest])],
    ["a payload that is null", () => changed(([first = "", , end = ""]) => [first, encode(null), end])],
    ["ten kilobytes", () => forge({ filler: "x".repeat(9000) })],
    ["dots", () => ".".repeat(1000)],
  ])("%s", async (_case, make) => {
    const { status, errors } = await ask(`Bearer ${make()}`);
    expect([status, errors?.[0]?.extensions]).toMatchObject([
      401,
      { code: "UNAUTHENTICATED", reason: "TOKEN_INVALID" },
    ]);
  });

  it.each(["Bearer", "Bearer ", "Bearer a b", "Basic d29yZjp3b3Jm", "Token x", "Bearer null", ","])(
    "the header %o",
    async (authorization) => {
      expect((await ask(authorization)).status).toBe(401);
    },
  );

  it.each(["evil", "../../../../dev/null", "' or '1'='1", "x\u0000y", "|sleep 9", "k".repeat(4000)])(
    "or with 503 a key id that may be a new key's: %j",
    async (kid) => {
      const { status, errors } = await ask(`Bearer ${forge({ kid })}`);
      expect([
        [401, "UNAUTHENTICATED"],
        [503, "AUTH_UNAVAILABLE"],
      ]).toContainEqual([status, errors[0].extensions.code]);
    },
  );

  it("without fetching a key from the token's URL", () => {
    expect(fetched).toBe(0);
  });

  it("and accepts valid tokens, and public mutations with an invalid one", async () => {
    expect((await ask(`Bearer ${person.accessToken}`)).data.viewer.id).toBeTruthy();
    const refresh = await ask("Bearer bad", "mutation { refreshSession { __typename } }");
    expect(refresh).toMatchObject({ status: 200, data: { refreshSession: { __typename: "Rejected" } } });
  });
});
