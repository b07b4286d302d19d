import { vi } from "vitest";
import type { SoftwareAuthenticator } from "../../test/support/passkeys/software-authenticator.ts";

/** What a page passes to `navigator.credentials`, as far as the authenticator reads it. */
type PublicKeyOptions = {
  challenge: ArrayBuffer;
  user?: { id: ArrayBuffer };
  allowCredentials?: { id: ArrayBuffer }[];
  excludeCredentials?: { id: ArrayBuffer }[];
};

const toText = (buffer: ArrayBuffer) => Buffer.from(buffer).toString("base64url");
const toBuffer = (text: string) => new Uint8Array(Buffer.from(text, "base64url")).buffer;
const withText = <T extends { id: ArrayBuffer }>(each: T) => ({ ...each, id: toText(each.id) });

/** The options as JSON. */
function toJson(options: PublicKeyOptions): object {
  const { challenge, user, allowCredentials = [], excludeCredentials = [] } = options;
  return {
    ...options,
    challenge: toText(challenge),
    ...(user && { user: withText(user) }),
    allowCredentials: allowCredentials.map(withText),
    excludeCredentials: excludeCredentials.map(withText),
  };
}

class AuthenticatorAttestationResponse {
  readonly clientDataJSON: ArrayBuffer;
  readonly attestationObject: ArrayBuffer;
  readonly #json: ReturnType<SoftwareAuthenticator["create"]>["response"];

  constructor(json: ReturnType<SoftwareAuthenticator["create"]>["response"]) {
    this.#json = json;
    this.clientDataJSON = toBuffer(json.clientDataJSON);
    this.attestationObject = toBuffer(json.attestationObject);
  }

  getTransports = () => this.#json.transports;
  getPublicKeyAlgorithm = () => this.#json.publicKeyAlgorithm;
  getAuthenticatorData = () => toBuffer(this.#json.authenticatorData);
  getPublicKey = () => toBuffer(this.#json.publicKey);
}

class AuthenticatorAssertionResponse {
  readonly clientDataJSON: ArrayBuffer;
  readonly authenticatorData: ArrayBuffer;
  readonly signature: ArrayBuffer;
  readonly userHandle: ArrayBuffer | null;

  constructor(json: ReturnType<SoftwareAuthenticator["get"]>["response"]) {
    this.clientDataJSON = toBuffer(json.clientDataJSON);
    this.authenticatorData = toBuffer(json.authenticatorData);
    this.signature = toBuffer(json.signature);
    this.userHandle = json.userHandle === undefined ? null : toBuffer(json.userHandle);
  }
}

type ResponseJson = Omit<ReturnType<SoftwareAuthenticator["get"]>, "response">;

class PublicKeyCredential {
  readonly id: string;
  readonly type: string;
  readonly rawId: ArrayBuffer;
  readonly authenticatorAttachment: string;
  readonly response: AuthenticatorAttestationResponse | AuthenticatorAssertionResponse;

  constructor(json: ResponseJson, response: PublicKeyCredential["response"]) {
    this.id = json.id;
    this.type = json.type;
    this.rawId = toBuffer(json.rawId);
    this.authenticatorAttachment = json.authenticatorAttachment;
    this.response = response;
  }

  getClientExtensionResults = () => ({});
}

/** Runs code as in a page of a browser that has this authenticator. */
export async function inPageWith<T>(authenticator: SoftwareAuthenticator, run: () => Promise<T>): Promise<T> {
  const credentials = {
    create: async ({ publicKey }: { publicKey: PublicKeyOptions }) => {
      const json = authenticator.create(toJson(publicKey));
      return new PublicKeyCredential(json, new AuthenticatorAttestationResponse(json.response));
    },
    get: async ({ publicKey }: { publicKey: PublicKeyOptions }) => {
      const json = authenticator.get(toJson(publicKey));
      return new PublicKeyCredential(json, new AuthenticatorAssertionResponse(json.response));
    },
  };
  const globals = {
    window: { document: {}, isSecureContext: true, PublicKeyCredential },
    navigator: { credentials },
    PublicKeyCredential,
    AuthenticatorAttestationResponse,
    AuthenticatorAssertionResponse,
  };
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  try {
    return await run();
  } finally {
    vi.unstubAllGlobals();
  }
}
