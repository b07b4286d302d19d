import {
  constants,
  createHash,
  createHmac,
  createSign,
  generateKeyPairSync,
  privateEncrypt,
  sign as signBytes,
} from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { FetchError } from "aws-jwt-verify/error";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { z } from "zod";
import { defineClaims } from "../../rules/define-claims.ts";
import { declaredRules, type Rules } from "../../rules/rules.ts";
import type { UnfitClaim } from "./access-token-claims.ts";
import { TokenRefusedError } from "./token-refused-error.ts";
import { createTokenVerifier, type TokenVerifier, VerificationUnavailableError } from "./token-verifier.ts";

const userPoolId = "us-east-1_Verifier1";
const clientId = "theapiclient";
const rulesAndClient = { rules: declaredRules, ownClientId: clientId };
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });

let jwksServer: Server;
let endpoint: string;
/** The current response of the JWKS endpoint. */
let jwks: { status: number; body: string };
let fetches: number;
let now: Date;
let verifier: TokenVerifier;

beforeAll(async () => {
  jwksServer = createServer((_request, response) => {
    fetches += 1;
    response.writeHead(jwks.status, { "content-type": "application/json" }).end(jwks.body);
  });
  await new Promise<void>((done) => jwksServer.listen(0, "127.0.0.1", done));
  endpoint = `http://127.0.0.1:${(jwksServer.address() as AddressInfo).port}`;
});
afterAll(() => void jwksServer.close());

beforeEach(async () => {
  // Without `alg`, so that the verifier must pin the algorithm itself.
  const key = { ...publicKey.export({ format: "jwk" }), kid: "k1", use: "sig" };
  jwks = { status: 200, body: JSON.stringify({ keys: [key] }) };
  fetches = 0;
  now = new Date();
  verifier = createTokenVerifier({
    userPoolId,
    clientIds: [clientId, "atrustedclient"],
    clock: () => now,
    endpoint,
    ...rulesAndClient,
  });
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function claims(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  const iat = Math.floor(now.getTime() / 1000);
  return {
    sub: "34c84488-e0e1-70ae-d2ee-991ad1a898c8",
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`,
    client_id: clientId,
    origin_jti: "origin",
    event_id: "event",
    token_use: "access",
    scope: "aws.cognito.signin.user.admin",
    auth_time: iat,
    exp: iat + 900,
    iat,
    jti: "token",
    username: "34c84488-e0e1-70ae-d2ee-991ad1a898c8",
    ...overrides,
  };
}

/** As Cognito's token endpoint issues it by client credentials: no user, no sign-in. */
function machineClaims(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  const person = { username: undefined, origin_jti: undefined, event_id: undefined };
  return claims({ ...person, sub: clientId, scope: "feed/read", version: 2, ...overrides });
}

function sign(
  payload: Record<string, unknown>,
  {
    header = {},
    key = privateKey,
    hash = "RSA-SHA256",
  }: { header?: object; key?: typeof privateKey; hash?: string } = {},
): string {
  const signed = `${encode({ kid: "k1", alg: "RS256", ...header })}.${encode(payload)}`;
  return `${signed}.${createSign(hash).update(signed).sign(key).toString("base64url")}`;
}

/** Algorithm confusion: a verifier that trusts the header uses the public key as an HMAC secret. */
function signWithPublicKey(alg: string): string {
  const signed = `${encode({ kid: "k1", alg })}.${encode(claims())}`;
  const secret = publicKey.export({ format: "pem", type: "spki" });
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

async function refusal(token: string): Promise<string> {
  const error: unknown = await verifier.verify(token).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof TokenRefusedError) return error.reason;
  if (error instanceof VerificationUnavailableError) return "UNAVAILABLE";
  return `not refused: ${String(error)}`;
}

describe("a valid token", () => {
  it("gives its claims", async () => {
    const token = sign(claims({ "cognito:groups": ["moderators"] }));
    expect(await verifier.verify(token)).toMatchObject({
      sub: "34c84488-e0e1-70ae-d2ee-991ad1a898c8",
      originJti: "origin",
      groups: ["moderators"],
    });
  });

  it("may come from a trusted app client", async () => {
    expect(await verifier.verify(sign(claims({ client_id: "atrustedclient" })))).toBeTruthy();
  });

  it.each([undefined, ""])("may lack the user scope: %j", async (scope) => {
    expect(await verifier.verify(sign(claims({ scope })))).toMatchObject({ hasUserScope: false });
    expect(await verifier.verify(sign(claims()))).toMatchObject({ hasUserScope: true });
  });

  it("is accepted for 30 seconds after it expires, because clocks differ", async () => {
    const end = Math.floor(now.getTime() / 1000);
    expect(await verifier.verify(sign(claims({ exp: end - 20 })))).toBeTruthy();
    expect(await refusal(sign(claims({ exp: end - 40 })))).toBe("TOKEN_EXPIRED");
  });

  it("may have been issued by a clock that is 30 seconds ahead", async () => {
    const ahead = Math.floor(now.getTime() / 1000) + 30;
    expect(
      await verifier.verify(sign(claims({ iat: ahead, auth_time: ahead, exp: ahead + 900 }))),
    ).toBeTruthy();
  });

  it("expires by the application's clock", async () => {
    const token = sign(claims());
    now = new Date(now.getTime() + 931_000);
    expect(await refusal(token)).toBe("TOKEN_EXPIRED");
  });
});

describe("scopes", () => {
  const scopesOf = async (payload: Record<string, unknown>) => (await verifier.verify(sign(payload))).scopes;

  it("of a token of the API's own app client, or with the user scope, never limit it", async () => {
    const names = ["openid", "feed/read"];
    expect(await scopesOf(claims({ scope: names.join(" ") }))).toEqual({ names, isLimited: false });
    const scope = "openid aws.cognito.signin.user.admin";
    expect(await scopesOf(claims({ scope, client_id: "atrustedclient" }))).toMatchObject({
      isLimited: false,
    });
    expect(await scopesOf(claims({ scope: undefined, client_id: "atrustedclient" }))).toEqual({
      names: [],
      isLimited: false,
    });
  });

  it("limit a token of another app client without the user scope", async () => {
    const payload = claims({ scope: "openid feed/read", client_id: "atrustedclient" });
    expect(await scopesOf(payload)).toEqual({ names: ["openid", "feed/read"], isLimited: true });
  });
});

describe("a token of an app client itself", () => {
  it.each([clientId, "atrustedclient"])("is a machine's: %s", async (client) => {
    const verified = await verifier.verify(sign(machineClaims({ sub: client, client_id: client })));
    expect(verified).toMatchObject({ kind: "machine", clientId: client, scopes: { names: ["feed/read"] } });
    expect(verified).not.toHaveProperty("sub");
  });

  it("may lack the time of a sign-in and the scope, and then has none", async () => {
    const token = sign(machineClaims({ auth_time: undefined, scope: undefined }));
    expect(await verifier.verify(token)).toMatchObject({ scopes: { names: [], isLimited: true } });
  });
});

describe("claims of one's own", () => {
  let unfit: UnfitClaim[];

  beforeEach(() => {
    unfit = [];
    const member = defineClaims({
      "custom:tenant": z.uuid(),
      plan: z.enum(["free", "paid"]).default("free"),
      limits: z.object({ seats: z.int() }).optional(),
      toString: z.string().optional(),
      hasOwnProperty: z.string().optional(),
    });
    const rules: Rules = { ...declaredRules, claims: { ...declaredRules.claims, member } };
    verifier = createTokenVerifier({
      userPoolId,
      clientIds: [clientId],
      clock: () => now,
      endpoint,
      ownClientId: clientId,
      rules,
      onUnfitClaim: (each) => void unfit.push(each),
    });
  });

  const tenant = "34c84488-e0e1-40ae-92ee-991ad1a898c8";
  const customOf = async (more: Record<string, unknown>) =>
    (await verifier.verify(sign(claims({ "custom:tenant": tenant, ...more })))).custom;

  it("are those of the declaration, in its types and with its defaults; others are left out", async () => {
    const limits = { seats: 3 };
    expect(await customOf({ limits, plan: "paid", other: 1 })).toEqual({
      "custom:tenant": tenant,
      plan: "paid",
      limits,
    });
    expect(await customOf({})).toEqual({ "custom:tenant": tenant, plan: "free" });
    expect(unfit).toEqual([]);
  });

  it("may be named like what every object has", async () => {
    const custom = await customOf({ toString: "a" });
    expect(Object.entries(custom)).toContainEqual(["toString", "a"]);
    expect(Object.keys(custom)).not.toContain("hasOwnProperty");
  });

  it("are dropped and named where they do not fit and are optional", async () => {
    expect(await customOf({ plan: "gold", limits: { seats: "3" } })).toEqual({
      "custom:tenant": tenant,
      plan: "free",
    });
    expect(unfit).toEqual([
      { claim: "plan", effect: "claim dropped" },
      { claim: "limits", effect: "claim dropped" },
    ]);
  });

  it.each([undefined, null, "", 7, ["x"], {}])(
    "refuse the token where they are required: %j",
    async (value) => {
      expect(await refusal(sign(claims({ "custom:tenant": value })))).toBe("TOKEN_INVALID");
      expect(unfit).toEqual([{ claim: "custom:tenant", effect: "token refused" }]);
    },
  );

  it("cannot be changed by a request, since others share them", async () => {
    const { limits } = (await customOf({ limits: { seats: 3 } })) as { limits: { seats: number } };
    expect(() => (limits.seats = 4)).toThrow(TypeError);
  });

  it("of people are not required of machines", async () => {
    expect(await verifier.verify(sign(machineClaims()))).toMatchObject({ custom: {} });
  });
});

describe("an invalid token is refused", () => {
  const soon = Math.floor(Date.now() / 1000) + 900;

  it.each<[string, () => string]>([
    ["signed by another key", () => sign(claims(), { key: stranger.privateKey })],
    ["without a signature", () => `${encode({ kid: "k1", alg: "none" })}.${encode(claims())}.`],
    ["with alg none and a signature", () => sign(claims(), { header: { alg: "none" } })],
    [
      "signed RS512 with a key that names no algorithm",
      () => sign(claims(), { header: { alg: "RS512" }, hash: "RSA-SHA512" }),
    ],
    ["signed with the public key as a shared secret", () => signWithPublicKey("HS256")],
    ["the same, declared as RS256", () => signWithPublicKey("RS256")],
    ["without a key id", () => sign(claims(), { header: { kid: undefined } })],
    ["with a key id that is no text", () => sign(claims(), { header: { kid: { $ne: "" } } })],
    ["with an encoding of its own", () => sign(claims(), { header: { b64: false } })],
    ["with a critical header", () => sign(claims(), { header: { crit: ["b64"], b64: false } })],
    [
      "with a key in its header",
      () => sign(claims(), { header: { jwk: stranger.publicKey.export({ format: "jwk" }) } }),
    ],
    [
      "with a key URL in its header",
      () => sign(claims(), { header: { jku: "https://evil.example/jwks.json" } }),
    ],
    [
      "with a certificate in its header",
      () => sign(claims(), { header: { x5c: ["MIIB"], x5u: "https://evil.example/c.pem" } }),
    ],
    [
      "of another pool",
      () => sign(claims({ iss: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other0001" })),
    ],
    ["of another app client", () => sign(claims({ client_id: "somebody-else" }))],
    ["that is an ID token", () => sign(claims({ token_use: "id", aud: clientId }))],
    ["without expiry", () => sign(claims({ exp: undefined }))],
    ["that expires in the far future", () => sign(claims({ exp: 1e308 }))],
    ["with an expiry that is text", () => sign(claims({ exp: String(soon) }))],
    ["with a lifetime of more than a day", () => sign(claims({ exp: soon + 86_400 }))],
    ["from the future", () => sign(claims({ iat: soon, exp: soon + 900 }))],
    ["without a subject", () => sign(claims({ sub: undefined }))],
    ["with an empty subject", () => sign(claims({ sub: "" }))],
    ["without an id", () => sign(claims({ jti: undefined }))],
    ["without an origin_jti", () => sign(claims({ origin_jti: undefined }))],
    ["with a scope that is no text", () => sign(claims({ scope: ["feed/read"] }))],
    ["with a scope of a space", () => sign(claims({ scope: " " }))],
    ["with a quoted scope", () => sign(claims({ scope: '"feed/read"' }))],
    ["with 1,001 scopes", () => sign(claims({ scope: "a ".repeat(1000) + "a" }))],
    ["with 1,001 groups", () => sign(claims({ "cognito:groups": Array(1001).fill("a") }))],
    ["of a machine, with a username", () => sign(claims({ sub: clientId, username: clientId }))],
    [
      "of a machine of an app client that is not trusted",
      () => sign(machineClaims({ sub: "stranger", client_id: "stranger" })),
    ],
    ["with groups that are no list", () => sign(claims({ "cognito:groups": "moderators" }))],
    ["with groups that are no text", () => sign(claims({ "cognito:groups": [1] }))],
    ["with padding", () => `${sign(claims())}==`],
    ["with a fourth part", () => `${sign(claims())}.x`],
    [
      "with a changed payload",
      () => sign(claims()).replace(/\.[^.]+\./, `.${encode(claims({ sub: "me" }))}.`),
    ],
    ["of 80 kB", () => sign(claims({ filler: "x".repeat(60_000) }))],
    ["that is not one", () => "not a token"],
    ["that is empty", () => ""],
  ])("%s", async (_case, make) => {
    expect(await refusal(make())).toBe("TOKEN_INVALID");
  });

  const digestInfo = "3031300d060960864801650304020105000420";
  const padded = (block: string, length = 256) =>
    `0001${"ff".repeat(length - 3 - block.length / 2)}00${block}`;

  // After the RSA vectors of Wycheproof: blocks that lenient verifiers accept as a signature.
  it.each<[string, (hash: string) => string]>([
    ["a digest info without its NULL", (hash) => padded(`302f300b06096086480165030402010420${hash}`)],
    ["a digest without its info", (hash) => padded(hash)],
    ["another digest's info", (hash) => padded(`3021300906052b0e03021a05000414${hash.slice(0, 40)}`)],
    ["garbage after the digest", (hash) => `0001ffffffffffffffff00${digestInfo}${hash}`.padEnd(512, "00")],
    ["another kind of padding", (hash) => padded(digestInfo + hash).replace("0001", "0002")],
    ["padding of zeros", (hash) => padded(digestInfo + hash).replaceAll("ff", "00")],
    ["one more byte of padding", (hash) => padded(`${digestInfo}${hash}`, 255).padEnd(512, "0")],
  ])("signed over %s", async (_case, block) => {
    const signed = `${encode({ kid: "k1", alg: "RS256" })}.${encode(claims())}`;
    const hash = createHash("sha256").update(signed).digest("hex");
    const key = { key: privateKey, padding: constants.RSA_NO_PADDING };
    const signature = (hex: string) => privateEncrypt(key, Buffer.from(hex, "hex")).toString("base64url");
    expect(await refusal(`${signed}.${signature(block(hash))}`)).toBe("TOKEN_INVALID");
    // The same construction with the right block is a valid token.
    expect(await verifier.verify(`${signed}.${signature(padded(digestInfo + hash))}`)).toBeTruthy();
  });

  it("with a signature by RSASSA-PSS, too short, too long or empty", async () => {
    const signed = `${encode({ kid: "k1", alg: "RS256" })}.${encode(claims())}`;
    const good = createSign("RSA-SHA256").update(signed).sign(privateKey);
    const pss = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
    for (const signature of [
      signBytes("sha256", Buffer.from(signed), pss),
      good.subarray(1),
      good.subarray(0, -1),
      Buffer.concat([Buffer.alloc(1), good]),
      Buffer.concat([good, Buffer.alloc(1)]),
      Buffer.alloc(256),
      Buffer.alloc(256, 255),
    ])
      expect(await refusal(`${signed}.${signature.toString("base64url")}`)).toBe("TOKEN_INVALID");
  });

  it("without fetching keys for one that cannot be valid", async () => {
    await refusal("not a token");
    await refusal(sign(claims(), { header: { alg: "none" } }));
    expect(fetches).toBe(0);
  });
});

describe("keys that cannot be fetched", () => {
  it.each([
    ["status 500", { status: 500, body: "" }],
    ["no JSON", { status: 200, body: "<html>" }],
    ["no keys", { status: 200, body: "{}" }],
  ])("make verification unavailable and do not refuse the token: %s", async (_case, answer) => {
    jwks = answer;
    expect(await refusal(sign(claims()))).toBe("UNAVAILABLE");
  });

  it("do not matter if the key is cached", async () => {
    await verifier.hydrate();
    jwks = { status: 500, body: "" };
    expect(await verifier.verify(sign(claims()))).toBeTruthy();
  });

  it("are not fetched again within a second of a failure", async () => {
    jwks = { status: 500, body: "" };
    for (let attempt = 0; attempt < 20; attempt += 1) await refusal(sign(claims()));
    expect(fetches).toBe(1);
  });

  it("are fetched when the pool signs with a new one; the old one stays valid while the pool lists it", async () => {
    await verifier.hydrate();
    const before = fetches;
    const rotated = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const keys = [
      { ...publicKey.export({ format: "jwk" }), kid: "k1", use: "sig" },
      { ...rotated.publicKey.export({ format: "jwk" }), kid: "k2", use: "sig" },
    ];
    jwks = { status: 200, body: JSON.stringify({ keys }) };
    const token = sign(claims(), { key: rotated.privateKey, header: { kid: "k2" } });
    expect(await verifier.verify(token)).toBeTruthy();
    expect(await verifier.verify(sign(claims()))).toBeTruthy();
    expect(fetches).toBe(before + 1);
  });

  it("are fetched for a rotated key within ten seconds of a token of an unknown key, which is no failed fetch", async () => {
    const outcomes: string[] = [];
    const clientIds = [clientId];
    const onKeyFetch = (outcome: string) => void outcomes.push(outcome);
    verifier = createTokenVerifier({
      userPoolId,
      clientIds,
      clock: () => now,
      endpoint,
      onKeyFetch,
      ...rulesAndClient,
    });
    await verifier.hydrate();
    outcomes.length = 0;
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const rotated = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const token = sign(claims(), { key: rotated.privateKey, header: { kid: "k2" } });
    expect(await refusal(sign(claims(), { header: { kid: "unknown" } }))).toBe("TOKEN_INVALID");
    const keys = [{ ...rotated.publicKey.export({ format: "jwk" }), kid: "k2", use: "sig" }];
    jwks = { status: 200, body: JSON.stringify({ keys }) };
    expect(await refusal(token)).toBe("TOKEN_INVALID");
    vi.advanceTimersByTime(10_000);
    expect(await verifier.verify(token)).toBeTruthy();
    expect(outcomes).toEqual(["ok", "ok"]);
  });

  it("are fetched once for a thousand tokens of unknown keys", async () => {
    await verifier.hydrate();
    const before = fetches;
    const tokens = Array.from({ length: 1000 }, (_, index) =>
      sign(claims(), { header: { kid: `unknown-${index}` } }),
    );
    const refusals = await Promise.all(tokens.slice(0, 100).map((token) => refusal(token)));
    expect(new Set(refusals)).toEqual(new Set(["TOKEN_INVALID"]));
    expect(fetches).toBe(before + 1);
    expect(await verifier.verify(sign(claims()))).toBeTruthy();
  });
});

describe("the pool's other issuer", () => {
  const original = "cognito-idp.us-east-1.amazonaws.com";
  const updated = "issuer-cognito-idp.us-east-1.amazonaws.com";
  const other = (host: string) => (host === original ? updated : original);
  const tokenOf = (host: string, kid = "k1") =>
    sign(claims({ iss: `https://${host}/${userPoolId}` }), { header: { kid } });

  /** By host; a host without keys responds with an error. */
  let keysOf: Map<string, string>;
  let documents: Map<string, string>;
  let requests: string[];
  let outcomes: string[];

  beforeEach(() => {
    keysOf = new Map();
    documents = new Map();
    requests = [];
    outcomes = [];
    verifier = createTokenVerifier({
      userPoolId,
      clientIds: [clientId],
      clock: () => now,
      ...rulesAndClient,
      onKeyFetch: (outcome) => void outcomes.push(outcome),
      fetcher: {
        async fetch(uri) {
          const { host, pathname } = new URL(uri);
          const isDocument = pathname.endsWith("/openid-configuration");
          if (!isDocument) requests.push(host);
          const text = (isDocument ? documents : keysOf).get(host);
          if (text === undefined) throw new FetchError(uri, "status 500");
          return new TextEncoder().encode(text).buffer;
        },
      },
    });
  });

  it.each([original, updated])("is refused without a fetch where the pool has %s", async (host) => {
    keysOf.set(host, jwks.body);
    await verifier.hydrate();
    requests.length = 0;
    for (const kid of ["k1", "another"])
      expect(await refusal(tokenOf(other(host), kid))).toBe("TOKEN_INVALID");
    expect(await verifier.verify(tokenOf(host))).toBeTruthy();
    expect([requests, outcomes]).toEqual([[], ["ok"]]);
  });

  it.each([original, updated])(
    "is told by the discovery document, though both have keys: %s",
    async (host) => {
      for (const each of [original, updated]) {
        keysOf.set(each, jwks.body);
        documents.set(each, JSON.stringify({ issuer: `https://${host}/${userPoolId}` }));
      }
      await verifier.hydrate();
      requests.length = 0;
      expect(await refusal(tokenOf(other(host)))).toBe("TOKEN_INVALID");
      expect(await refusal(tokenOf(other(host), "another"))).toBe("TOKEN_INVALID");
      expect(await verifier.verify(tokenOf(host))).toBeTruthy();
      expect(requests).toEqual([]);
    },
  );

  it("is not told by a document of no issuer of AWS, as an emulator's", async () => {
    keysOf.set(original, jwks.body);
    documents.set(original, JSON.stringify({ issuer: "http://localhost:9229" }));
    await verifier.hydrate();
    expect(await verifier.verify(tokenOf(original))).toBeTruthy();
  });

  it("is looked at every ten minutes at most, which is no failed fetch, and served once the pool has it", async () => {
    keysOf.set(original, jwks.body);
    await verifier.hydrate();
    requests.length = 0;
    for (let minute = 0; minute < 30; minute += 1) {
      for (let count = 0; count < 5; count += 1)
        expect(await refusal(tokenOf(updated))).toBe("TOKEN_INVALID");
      now = new Date(now.getTime() + 60_000);
    }
    expect([requests, outcomes]).toEqual([[updated, updated], ["ok"]]);
    keysOf.set(updated, jwks.body);
    expect(await refusal(tokenOf(updated))).toBe("TOKEN_INVALID");
    await vi.waitFor(async () => expect(await verifier.verify(tokenOf(updated))).toBeTruthy());
    expect(await verifier.verify(tokenOf(original))).toBeTruthy();
  });

  it("does not delay the keys of the pool's own when it fails", async () => {
    keysOf.set(original, jwks.body);
    expect(await refusal(tokenOf(updated))).toBe("UNAVAILABLE");
    expect(await verifier.verify(tokenOf(original))).toBeTruthy();
  });

  it("is looked at again at the next start of the verifier if neither has keys", async () => {
    await expect(verifier.hydrate()).rejects.toThrow(FetchError);
    expect(outcomes).toEqual(["failed"]);
    keysOf.set(updated, jwks.body);
    await verifier.hydrate();
    expect(await verifier.verify(tokenOf(updated))).toBeTruthy();
    expect(await refusal(tokenOf(original))).toBe("TOKEN_INVALID");
  });
});
