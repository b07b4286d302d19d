import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { z } from "zod";
import { encodeCbor } from "./cbor.ts";

/** What an authenticator can say otherwise than it should. Tests of attacks use it. */
export type Tampering = {
  origin?: string;
  /** `webauthn.create` or `webauthn.get`. */
  type?: string;
  /** Base64url. */
  challenge?: string;
  rpId?: string;
  userIsPresent?: boolean;
  userIsVerified?: boolean;
  counter?: number;
  /** Base64url; null for none. */
  userHandle?: string | null;
  /** Of a new passkey, base64url. */
  credentialId?: string;
  /** The algorithm that the public key names (COSE). */
  algorithm?: number;
  /** The format of the attestation. */
  format?: string;
  /** Further members of the client data. */
  clientData?: Record<string, unknown>;
  /** Rewrites the client data before they are signed. */
  rewriteClientData?: (text: string) => string | Buffer;
  /** More flags of the authenticator data. */
  moreFlags?: number;
  /** Bytes behind the authenticator data, which are signed too. */
  appended?: Buffer;
};

type Options = {
  /** The origin of the page. */
  origin?: string;
  /** Of new keys. */
  algorithm?: "ES256" | "RS256";
  attachment?: "platform" | "cross-platform";
  /** Whether it checks a fingerprint or a PIN. */
  verifiesUser?: boolean;
  /** Whether it counts signatures. Passkeys that are synchronised do not: their counter stays 0. */
  countsSignatures?: boolean;
};

type Credential = { id: string; rpId: string; userHandle: string; privateKey: KeyObject; counter: number };

const creationOptions = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number() })),
  excludeCredentials: z.array(z.object({ id: z.string() })).default([]),
});

const requestOptions = z.object({
  challenge: z.string(),
  rpId: z.string(),
  allowCredentials: z.array(z.object({ id: z.string() })).default([]),
});

const coseAlgorithms = { ES256: -7, RS256: -257 };
const flags = { userIsPresent: 0x01, userIsVerified: 0x04, hasCredentialData: 0x40 };

/** What `PublicKeyCredential.toJSON` returns after `navigator.credentials.create`. */
export type RegistrationResponse = ReturnType<SoftwareAuthenticator["create"]>;
/** What it returns after `navigator.credentials.get`. */
export type AuthenticationResponse = ReturnType<SoftwareAuthenticator["get"]>;

/**
 * A browser with an authenticator that keeps its passkeys in memory: it takes the options and returns the responses of
 * WebAuthn as JSON, with attestation `none`.
 *
 * @see https://www.w3.org/TR/webauthn-3/
 */
export class SoftwareAuthenticator {
  readonly #options: Required<Options>;
  readonly #credentials: Credential[] = [];

  constructor(options: Options = {}) {
    this.#options = {
      origin: "http://localhost:4000",
      algorithm: "ES256",
      attachment: "platform",
      verifiesUser: true,
      countsSignatures: true,
      ...options,
    };
  }

  /**
   * Creates a passkey.
   *
   * @param options PublicKeyCredentialCreationOptionsJSON
   * @throws Error InvalidStateError where it has one of the excluded credentials; NotSupportedError
   */
  create(options: unknown, tampering: Tampering = {}) {
    const { challenge, rp, user, pubKeyCredParams, excludeCredentials } = creationOptions.parse(options);
    const algorithm = coseAlgorithms[this.#options.algorithm];
    if (excludeCredentials.some(({ id }) => this.#credentials.some((each) => each.id === id)))
      throw namedError("InvalidStateError");
    if (!pubKeyCredParams.some(({ alg }) => alg === algorithm)) throw namedError("NotSupportedError");
    const { publicKey, privateKey } =
      this.#options.algorithm === "ES256"
        ? generateKeyPairSync("ec", { namedCurve: "P-256" })
        : generateKeyPairSync("rsa", { modulusLength: 2048 });
    const id =
      tampering.credentialId === undefined
        ? randomBytes(32)
        : Buffer.from(tampering.credentialId, "base64url");
    const credential = {
      id: id.toString("base64url"),
      rpId: rp.id,
      userHandle: user.id,
      privateKey,
      counter: 0,
    };
    this.#credentials.push(credential);
    const aaguid = Buffer.alloc(16);
    const length = Buffer.from([id.length >> 8, id.length & 0xff]);
    const authenticatorData = Buffer.concat([
      this.#authenticatorData(credential, tampering, flags.hasCredentialData),
      aaguid,
      length,
      id,
      encodeCoseKey(publicKey, tampering.algorithm ?? algorithm),
      tampering.appended ?? Buffer.alloc(0),
    ]);
    const attestationObject = encodeCbor(
      new Map<string, string | Buffer | Map<string, Buffer>>([
        ["fmt", tampering.format ?? "none"],
        ["attStmt", new Map()],
        ["authData", authenticatorData],
      ]),
    );
    return {
      ...this.#responseOf(credential),
      response: {
        clientDataJSON: this.#clientData("webauthn.create", challenge, tampering).toString("base64url"),
        attestationObject: attestationObject.toString("base64url"),
        authenticatorData: authenticatorData.toString("base64url"),
        publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64url"),
        publicKeyAlgorithm: algorithm,
        transports: this.#options.attachment === "platform" ? ["internal", "hybrid"] : ["usb"],
      },
    };
  }

  /**
   * Signs with a passkey of the relying party: one of the allowed credentials, or any where none are named.
   *
   * @param options PublicKeyCredentialRequestOptionsJSON
   * @throws Error NotAllowedError where it has no such passkey
   */
  get(options: unknown, tampering: Tampering = {}) {
    const { challenge, rpId, allowCredentials } = requestOptions.parse(options);
    const isAllowed = ({ id }: Credential) =>
      allowCredentials.length === 0 || allowCredentials.some((each) => each.id === id);
    const credential = this.#credentials.find((each) => each.rpId === rpId && isAllowed(each));
    if (!credential) throw namedError("NotAllowedError");
    if (this.#options.countsSignatures) credential.counter += 1;
    const authenticatorData = Buffer.concat([
      this.#authenticatorData(credential, tampering),
      tampering.appended ?? Buffer.alloc(0),
    ]);
    const clientData = this.#clientData("webauthn.get", challenge, tampering);
    const hash = createHash("sha256").update(clientData).digest();
    const signature = sign("sha256", Buffer.concat([authenticatorData, hash]), credential.privateKey);
    const { userHandle = credential.userHandle } = tampering;
    return {
      ...this.#responseOf(credential),
      response: {
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: authenticatorData.toString("base64url"),
        signature: signature.toString("base64url"),
        ...(userHandle !== null && { userHandle }),
      },
    };
  }

  /** An authenticator with copies of the passkeys and their counters. */
  clone(): SoftwareAuthenticator {
    const copy = new SoftwareAuthenticator(this.#options);
    copy.#credentials.push(...this.#credentials.map((credential) => ({ ...credential })));
    return copy;
  }

  /** The members that both responses share. */
  #responseOf({ id }: Credential) {
    const type = "public-key" as const;
    return {
      id,
      rawId: id,
      type,
      authenticatorAttachment: this.#options.attachment,
      clientExtensionResults: {},
    };
  }

  #clientData(type: string, challenge: string, tampering: Tampering): Buffer {
    const text = JSON.stringify({
      type: tampering.type ?? type,
      challenge: tampering.challenge ?? challenge,
      origin: tampering.origin ?? this.#options.origin,
      crossOrigin: false,
      ...tampering.clientData,
    });
    const written = tampering.rewriteClientData?.(text) ?? text;
    return typeof written === "string" ? Buffer.from(written) : written;
  }

  #authenticatorData({ rpId, counter }: Credential, tampering: Tampering, moreFlags = 0): Buffer {
    const isPresent = tampering.userIsPresent ?? true;
    const isVerified = tampering.userIsVerified ?? this.#options.verifiesUser;
    const bytes = Buffer.alloc(5);
    bytes.writeUInt8(
      (isPresent ? flags.userIsPresent : 0) |
        (isVerified ? flags.userIsVerified : 0) |
        moreFlags |
        (tampering.moreFlags ?? 0),
    );
    bytes.writeUInt32BE(tampering.counter ?? counter, 1);
    return Buffer.concat([
      createHash("sha256")
        .update(tampering.rpId ?? rpId)
        .digest(),
      bytes,
    ]);
  }
}

/** https://www.rfc-editor.org/rfc/rfc9053#section-7 */
function encodeCoseKey(publicKey: KeyObject, algorithm: number): Buffer {
  const { x, y, n, e } = publicKey.export({ format: "jwk" });
  const bytes = (text = "") => Buffer.from(text, "base64url");
  const members: [number, number | Buffer][] = x
    ? [
        [1, 2],
        [3, algorithm],
        [-1, 1],
        [-2, bytes(x)],
        [-3, bytes(y)],
      ]
    : [
        [1, 3],
        [3, algorithm],
        [-1, bytes(n)],
        [-2, bytes(e)],
      ];
  return encodeCbor(new Map(members));
}

/** The errors of `navigator.credentials` are told apart by their names. */
function namedError(name: string): Error {
  return Object.assign(new Error(`The authenticator refuses: ${name}`), { name });
}
