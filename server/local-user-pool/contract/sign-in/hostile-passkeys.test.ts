import { CompleteWebAuthnRegistrationCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SoftwareAuthenticator } from "../../../test/support/passkeys/software-authenticator.ts";
import type { Tampering } from "../../../test/support/passkeys/software-authenticator.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import {
  answerWithPasskey,
  completeRegistration,
  createOwner,
  createPasskeyPool,
  origin,
  register,
  requestOptionsOf,
  signInByPasskey,
  startPasskeySignIn,
  startRegistration,
} from "../support/passkeys.ts";
import type { Owner } from "../support/passkeys.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;
let owner: Owner;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPasskeyPool(endpoint);
  owner = await createOwner(endpoint, pool);
});

afterAll(() => endpoint.close());

// No hostile input is an error of the pool's own.
afterEach(() => {
  expect(endpoint.unexpectedErrors).toEqual([]);
});

const invalid = { name: "InvalidParameterException" };
const refused = { name: "NotAuthorizedException", message: "Incorrect username or password." };
/** The exceptions for a value that no authenticator sends. */
const refusals = ["InvalidParameterException", "SerializationException"];

const values: unknown[] = [
  null,
  1,
  true,
  [],
  ["AAAA"],
  {},
  "",
  "\0",
  "AAAA\0",
  "\ud800",
  "é",
  "AA==",
  "+/+/",
  "AA AA",
  "AAAA\n",
  "A".repeat(100_000),
  { toString: "AAAA" },
];

/** Each response with one member, at any depth, that has another value. */
function* withOtherValues(response: object): Generator<[path: string, value: unknown, changed: object]> {
  for (const [name, member] of Object.entries(response)) {
    for (const value of values) yield [name, value, { ...response, [name]: value }];
    if (typeof member !== "object" || member === null || Array.isArray(member)) continue;
    for (const [path, value, changed] of withOtherValues(member))
      yield [`${name}.${path}`, value, { ...response, [name]: changed }];
  }
}

/** Members that a response may lack, and those that the pool does not read. */
const optional = ["authenticatorAttachment", "response.transports", "response.userHandle"];
const unread =
  /^(?:clientExtensionResults|response\.(?:authenticatorData|publicKey|publicKeyAlgorithm))(?:\.|$)/;

it("a sign-in with a wrong type or value of any member is refused, and the right one goes on", async () => {
  onlyLocally("it is unknown how Cognito distinguishes wrong types from wrong values");
  const { Session, ...challenge } = await startPasskeySignIn(endpoint, pool, owner.email);
  const credential = owner.authenticator.get(requestOptionsOf(challenge));
  const accepted: unknown[] = [];
  for (const [path, value, changed] of withOtherValues(credential)) {
    if (path.startsWith("clientExtensionResults") || (optional.includes(path) && value === null)) continue;
    const answer = answerWithPasskey(endpoint, pool, owner.email, Session, changed as typeof credential);
    const name = await answer.then(
      () => "accepted",
      (error: Error) => error.name,
    );
    if (![...refusals, refused.name].includes(name)) accepted.push([path, value, name]);
  }
  expect(accepted).toEqual([]);
  const { AuthenticationResult } = await answerWithPasskey(endpoint, pool, owner.email, Session, credential);
  expect(AuthenticationResult).toBeDefined();
});

it("a registration with a wrong type or value of any member is refused, and the right one goes on", async () => {
  onlyLocally("it is unknown how Cognito distinguishes wrong types from wrong values");
  const { AccessToken } = await createOwner(endpoint, pool);
  const credential = new SoftwareAuthenticator({ origin }).create(
    await startRegistration(endpoint, AccessToken),
  );
  const accepted: unknown[] = [];
  for (const [path, value, changed] of withOtherValues(credential)) {
    if (unread.test(path) && !JSON.stringify(value).includes("\\u")) continue;
    if (optional.includes(path) && (value === null || (Array.isArray(value) && path.endsWith("transports"))))
      continue;
    const complete = endpoint.cognito.send(
      new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: changed as typeof credential }),
    );
    const name = await complete.then(
      () => "accepted",
      (error: Error) => error.name,
    );
    if (!refusals.includes(name)) accepted.push([path, value, name]);
  }
  expect(accepted).toEqual([]);
  await completeRegistration(endpoint, AccessToken, credential);
});

/** Client data that no browser writes, although the authenticator has signed them. */
const clientData: [string, (text: string) => string | Buffer][] = [
  ["whose last origin is another one", (text) => text.replace(/\}$/, ',"origin":"https://evil.test"}')],
  ["whose last challenge is another one", (text) => text.replace(/\}$/, ',"challenge":"bWFkZS11cA"}')],
  ["whose last type is another one", (text) => text.replace(/\}$/, ',"type":"payment.get"}')],
  ["with a zero character in the challenge", (text) => text.replace('"challenge":"', '"challenge":"\\u0000')],
  ["with a zero character in the origin", (text) => text.replace('example.com"', 'example.com\\u0000"')],
  ["with a challenge that is padded", (text) => text.replace(/("challenge":"[^"]*)/, "$1==")],
  ["with a challenge that is no text", (text) => text.replace(/"challenge":"[^"]*"/, '"challenge":["a"]')],
  ["with an origin that is no text", (text) => text.replace(/"origin":"[^"]*"/, '"origin":{"a":1}')],
  ["that end with a zero byte", (text) => `${text}\0`],
  ["that end too early", (text) => text.slice(0, -1)],
  ["that are not UTF-8", (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff])])],
  ["that are UTF-16", (text) => Buffer.from(text, "utf16le")],
  ["that are nested deeply", (text) => text.replace(/\}$/, `,"a":${"[".repeat(5000)}}`)],
  ["of a frame that names its page", (text) => text.replace(/\}$/, ',"topOrigin":"https://evil.test"}')],
];

it.each(clientData)("client data %s are refused", async (_name, rewriteClientData) => {
  const isRefusal = (error: unknown) =>
    error instanceof Error && [...refusals, refused.name].includes(error.name);
  await expect(signInByPasskey(endpoint, pool, owner, { rewriteClientData })).rejects.toSatisfy(isRefusal);
  const { AccessToken } = owner;
  const authenticator = new SoftwareAuthenticator({ origin });
  await expect(register(endpoint, AccessToken, authenticator, { rewriteClientData })).rejects.toSatisfy(
    (error) => error instanceof Error && (isRefusal(error) || error.name.startsWith("WebAuthn")),
  );
});

describe("authenticator data", () => {
  const backupState = 0x10;
  const backupEligible = 0x08;
  const attestedData = 0x40;
  const extensions = 0x80;
  it.each<[string, Tampering]>([
    ["of a passkey that is backed up and cannot be", { moreFlags: backupState }],
    ["that announce extensions and have none", { moreFlags: extensions }],
    ["with bytes behind their end", { appended: Buffer.from([0]) }],
    ["with extensions that are cut off", { moreFlags: extensions, appended: Buffer.from("a1", "hex") }],
    ["with bytes behind their extensions", { moreFlags: extensions, appended: Buffer.from("a000", "hex") }],
  ])("%s are refused", async (_name, tampering) => {
    await expect(signInByPasskey(endpoint, pool, owner, tampering)).rejects.toMatchObject(refused);
    const authenticator = new SoftwareAuthenticator({ origin });
    await expect(register(endpoint, owner.AccessToken, authenticator, tampering)).rejects.toMatchObject(
      invalid,
    );
  });

  it("that announce a key and have none are refused in a sign-in", async () => {
    await expect(signInByPasskey(endpoint, pool, owner, { moreFlags: attestedData })).rejects.toMatchObject(
      refused,
    );
  });

  it("of a passkey that is backed up are accepted", async () => {
    const moreFlags = backupEligible | backupState;
    const synchronised = await createOwner(endpoint, pool);
    const { AuthenticationResult } = await signInByPasskey(endpoint, pool, synchronised, { moreFlags });
    expect(AuthenticationResult).toBeDefined();
  });
});

it("an attestation with bytes behind its end is refused", async () => {
  const credential = new SoftwareAuthenticator({ origin }).create(
    await startRegistration(endpoint, owner.AccessToken),
  );
  const { response } = credential;
  for (const more of [Buffer.from([0]), Buffer.from([0xf6]), Buffer.alloc(10_000, 0x41)]) {
    const bytes = Buffer.concat([Buffer.from(response.attestationObject, "base64url"), more]);
    const attestationObject = bytes.toString("base64url");
    await expect(
      completeRegistration(endpoint, owner.AccessToken, {
        ...credential,
        response: { ...response, attestationObject },
      }),
    ).rejects.toMatchObject(invalid);
  }
});
