import { createHash, createPublicKey, randomBytes } from "node:crypto";
import { signJwt } from "../tokens/jwt.ts";
import type { CreatePrivateKey } from "../tokens/signing-keys.ts";
import { errorPage, formPage } from "../web/pages.ts";
import { json, redirect } from "../web/response.ts";
import type { WebResponse } from "../web/response.ts";
import { claimsOf, labelOf, people, type Person } from "./people.ts";

const prefix = "/stub-provider";

/** The issuer of the stub, where the pool is reached at an origin. */
export const stubIssuerAt = (origin: string) => `${origin}${prefix}`;

export type StubRequest = {
  method: string;
  path: string;
  /** The query; of a POST, the form. */
  parameters: URLSearchParams;
  authorization: string | undefined;
  origin: string;
};

export type StubProvider = {
  /** @returns undefined for a path that is not the stub's. */
  respond: (request: StubRequest) => Promise<WebResponse | undefined>;
};

/** What a code or an access token of the stub stands for. */
type Grant = {
  person: Person;
  clientId: string;
  redirectUri: string;
  nonce: string | null;
  challenge: string | null;
  expiresAt: number;
};

const lifetimeMs = 5 * 60 * 1000;
/** More than anybody signs in at once on a laptop. */
const maxGrants = 1000;

/**
 * An OpenID provider with made-up people, so that federation works without an account elsewhere. It takes every client, and sends
 * people back to a pool on this machine alone. What it gave out is forgotten when it stops.
 *
 * @param createKey generates the key that signs its ID tokens, when it is asked for first.
 */
export function createStubProvider(clock: () => Date, createKey: CreatePrivateKey): StubProvider {
  const codes = new Map<string, Grant>();
  const accessTokens = new Map<string, Grant>();
  let key: Promise<string> | undefined;
  const signingKey = async () => {
    key ??= createKey();
    const privateKey = await key;
    return { kid: createHash("sha256").update(privateKey).digest("base64url"), privateKey };
  };

  function give(grants: Map<string, Grant>, grant: Grant): string {
    for (const [token, { expiresAt }] of grants) {
      if (grants.size >= maxGrants || expiresAt <= clock().getTime()) grants.delete(token);
    }
    const token = randomBytes(24).toString("base64url");
    grants.set(token, { ...grant, expiresAt: clock().getTime() + lifetimeMs });
    return token;
  }

  function find(grants: Map<string, Grant>, token: string): Grant | undefined {
    const grant = grants.get(token);
    return grant && grant.expiresAt > clock().getTime() ? grant : undefined;
  }

  function answerPerson({ parameters, origin }: StubRequest): WebResponse {
    const redirectUri = parameters.get("redirect_uri") ?? "";
    if (!isPoolOn(redirectUri, origin))
      return errorPage(400, "redirect_uri is not /oauth2/idpresponse of a pool on this machine.");
    const back = new URL(redirectUri);
    const state = parameters.get("state");
    if (state !== null) back.searchParams.set("state", state);
    back.searchParams.set("iss", stubIssuerAt(origin));
    const person = people.find((each) => labelOf(each) === parameters.get("person"));
    if (!person || parameters.has("declined")) {
      back.searchParams.set("error", "access_denied");
      back.searchParams.set("error_description", "The person declined");
      return redirect(back.href, [], 303);
    }
    const code = give(codes, {
      person,
      clientId: parameters.get("client_id") ?? "",
      redirectUri,
      nonce: parameters.get("nonce"),
      challenge: parameters.get("code_challenge"),
      expiresAt: 0,
    });
    back.searchParams.set("code", code);
    return redirect(back.href, [], 303);
  }

  async function exchange({ parameters, authorization, origin }: StubRequest): Promise<WebResponse> {
    const code = parameters.get("code") ?? "";
    const grant = find(codes, code);
    codes.delete(code);
    const verifier = parameters.get("code_verifier");
    const challenge = verifier === null ? null : createHash("sha256").update(verifier).digest("base64url");
    const isRight =
      parameters.get("grant_type") === "authorization_code" &&
      grant?.clientId === (parameters.get("client_id") ?? basicClientId(authorization)) &&
      grant?.redirectUri === parameters.get("redirect_uri") &&
      grant?.challenge === challenge;
    if (!grant || !isRight) return json(400, { error: "invalid_grant" });
    const issuedAt = Math.floor(clock().getTime() / 1000);
    const idToken = signJwt(await signingKey(), {
      ...claimsOf(grant.person),
      iss: stubIssuerAt(origin),
      aud: grant.clientId,
      iat: issuedAt,
      exp: issuedAt + lifetimeMs / 1000,
      ...(grant.nonce !== null && { nonce: grant.nonce }),
    });
    return json(200, {
      access_token: give(accessTokens, grant),
      id_token: idToken,
      token_type: "Bearer",
      expires_in: lifetimeMs / 1000,
    });
  }

  function describePerson({ authorization }: StubRequest): WebResponse {
    const grant = find(accessTokens, /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "");
    return grant ? json(200, claimsOf(grant.person)) : json(401, { error: "invalid_token" });
  }

  async function keySet(): Promise<WebResponse> {
    const { kid, privateKey } = await signingKey();
    const jwk = createPublicKey(privateKey).export({ format: "jwk" });
    return json(200, { keys: [{ ...jwk, kid, alg: "RS256", use: "sig" }] });
  }

  const routes: Record<string, (request: StubRequest) => WebResponse | Promise<WebResponse>> = {
    "GET /.well-known/openid-configuration": ({ origin }) => json(200, describe(origin)),
    "GET /jwks": keySet,
    "GET /authorize": showPeople,
    "POST /authorize": answerPerson,
    "POST /token": exchange,
    "GET /userinfo": describePerson,
    "POST /userinfo": describePerson,
  };
  return {
    respond: async (request) => {
      if (!request.path.startsWith(`${prefix}/`)) return undefined;
      const route = `${request.method} ${request.path.slice(prefix.length)}`;
      return Object.hasOwn(routes, route) ? await routes[route]?.(request) : undefined;
    },
  };
}

function describe(origin: string): object {
  const issuer = stubIssuerAt(origin);
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic", "none"],
    scopes_supported: ["openid", "email", "profile"],
    authorization_response_iss_parameter_supported: true,
  };
}

function showPeople({ parameters, origin }: StubRequest): WebResponse {
  const redirectUri = parameters.get("redirect_uri") ?? "";
  if (!isPoolOn(redirectUri, origin))
    return errorPage(400, "redirect_uri is not /oauth2/idpresponse of a pool on this machine.");
  if (parameters.get("response_type") !== "code") return errorPage(400, "response_type is not code.");
  return formPage({
    title: "Stub provider: who are you?",
    action: `${prefix}/authorize`,
    hidden: Object.fromEntries([...parameters].filter(([name]) => name !== "person")),
    fields: [{ name: "person", label: "Person", autocomplete: "off", options: people.map(labelOf) }],
    submit: "Continue",
    alternative: { label: "Decline", name: "declined", value: "true" },
    redirectUri,
  });
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Anybody can write a link to the stub: it leads to no page but those of a pool. */
function isPoolOn(redirectUri: string, origin: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, hostname, host, pathname, username, hash } = new URL(redirectUri);
  const isHere = loopback.has(hostname) || host === new URL(origin).host;
  return (
    isHere && protocol === "http:" && pathname === "/oauth2/idpresponse" && username === "" && hash === ""
  );
}

function basicClientId(authorization: string | undefined): string {
  const [, encoded = ""] = /^basic +([\w+/]+=*)$/i.exec(authorization ?? "") ?? [];
  return decodeURIComponent(Buffer.from(encoded, "base64").toString("utf8").split(":")[0] ?? "");
}
