import { createDiffieHellman, createHash, createHmac, getDiffieHellman, randomBytes } from "node:crypto";

/**
 * Secure Remote Password as in Cognito: SRP-6a (RFC 5054) in the 3072-bit group of RFC 3526 with SHA-256; the session
 * key is derived by HKDF (RFC 5869). Numbers are transmitted as hex. The one deviation from the RFC: numbers are not
 * padded to the length of N, but encoded as Java's BigInteger encodes them.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc5054
 * @see https://github.com/aws-amplify/amplify-js/tree/main/packages/auth/src/providers/cognito/utils/srp
 */

const prime = getDiffieHellman("modp15").getPrime();
const N = toBigInt(prime);
const k = toBigInt(sha256(pad(N), pad(2n)));

// OpenSSL's modular exponentiation is twenty times as fast as BigInt. One shared object suffices, because every use is
// synchronous; creating one takes longer than using it, because that tests the prime.
const group = createDiffieHellman(prime, 2);

/** The salt and verifier that a pool stores in place of the password. Both hex. */
export type SrpCredential = { salt: string; verifier: string };

/** `v = g^x mod N`. A credential is bound to the pool and to the user's stored username. */
export function createSrpCredential(
  identity: SrpIdentity,
  password: string,
  salt: Buffer = randomBytes(16),
): SrpCredential {
  const saltNumber = toBigInt(salt);
  const inner = sha256(`${identity.poolName}${identity.username}:${password}`);
  const x = toBigInt(sha256(pad(saltNumber), inner));
  return { salt: saltNumber.toString(16), verifier: powerOfGenerator(x).toString(16) };
}

/**
 * The identity that a credential is bound to. A user's is the name of the pool and the stored username, which clients
 * learn as USER_ID_FOR_SRP; a device's is its group key and its key.
 */
export type SrpIdentity = { poolName: string; username: string };

/** The identity of a user: a pool's name is the part of its id after the region. */
export function srpIdentityOf(poolId: string, username: string): SrpIdentity {
  return { poolName: poolId.slice(poolId.indexOf("_") + 1), username };
}

/** Whether a number can be a verifier. Hex. */
export function isVerifier(verifier: string): boolean {
  const v = hexToBigInt(verifier);
  return v > 0n && v < N;
}

/** Generates the server's secret `b` and public value `B`. Both hex. */
export function startExchange(
  verifier: string,
  secret: Buffer = randomBytes(64),
): { serverSecret: string; serverPublic: string } {
  const b = toBigInt(secret);
  const B = (k * hexToBigInt(verifier) + powerOfGenerator(b)) % N;
  if (B === 0n) return startExchange(verifier);
  return { serverSecret: b.toString(16), serverPublic: B.toString(16) };
}

/** The values that both sides have exchanged, and the server's own. Numbers are hex. */
export type SrpExchange = {
  clientPublic: string;
  serverSecret: string;
  verifier: string;
  secretBlock: Buffer;
  timestamp: string;
};

/**
 * Computes the proof (PASSWORD_CLAIM_SIGNATURE) of a client that knows the password.
 *
 * @returns undefined where the client's `A` is a multiple of N, which would reveal the session key without the
 * password.
 */
export function computeClientProof(identity: SrpIdentity, exchange: SrpExchange): Buffer | undefined {
  const key = sessionKey(exchange);
  if (!key) return undefined;
  return createHmac("sha256", key)
    .update(identity.poolName)
    .update(identity.username)
    .update(exchange.secretBlock)
    .update(exchange.timestamp)
    .digest();
}

function sessionKey({ clientPublic, serverSecret, verifier }: SrpExchange): Buffer | undefined {
  const A = hexToBigInt(clientPublic);
  const v = hexToBigInt(verifier);
  const b = hexToBigInt(serverSecret);
  if (A % N === 0n) return undefined;
  const B = (k * v + powerOfGenerator(b)) % N;
  const u = toBigInt(sha256(pad(A), pad(B)));
  if (u === 0n) return undefined;
  const S = power((A * power(v, u)) % N, b);
  const pseudorandomKey = createHmac("sha256", pad(u)).update(pad(S)).digest();
  return createHmac("sha256", pseudorandomKey).update("Caldera Derived Key\u0001").digest().subarray(0, 16);
}

function powerOfGenerator(exponent: bigint): bigint {
  group.setPrivateKey(toBytes(exponent));
  return toBigInt(group.generateKeys());
}

/** `base^exponent mod N`. OpenSSL rejects the bases 0, 1 and N − 1, whose powers are trivial. */
function power(base: bigint, exponent: bigint): bigint {
  if (base <= 1n) return base;
  if (base === N - 1n) return exponent % 2n === 0n ? 1n : base;
  group.setPrivateKey(toBytes(exponent));
  return toBigInt(group.computeSecret(toBytes(base)));
}

function sha256(...parts: (Buffer | string)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Like Java's `BigInteger.toByteArray`: with a leading zero byte if the top bit is set. */
function pad(value: bigint): Buffer {
  const bytes = toBytes(value);
  return (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}

function toBytes(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
}

function toBigInt(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}

function hexToBigInt(hex: string): bigint {
  return BigInt(`0x${hex}`);
}
