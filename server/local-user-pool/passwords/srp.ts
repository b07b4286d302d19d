import { createDiffieHellman, createHash, createHmac, getDiffieHellman, randomBytes } from "node:crypto";

/**
 * Secure Remote Password as Cognito speaks it: SRP-6a (RFC 5054) in the 3072-bit group of RFC 3526 with SHA-256, the
 * session key drawn by HKDF (RFC 5869). Numbers travel as hex. The one deviation from the RFC: a number is padded not to
 * the length of N but as Java's BigInteger writes it.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc5054
 * @see https://github.com/aws-amplify/amplify-js/tree/main/packages/auth/src/providers/cognito/utils/srp
 */

const prime = getDiffieHellman("modp15").getPrime();
const N = toBigInt(prime);
const k = toBigInt(sha256(pad(N), pad(2n)));

// OpenSSL's modular exponentiation, twenty times as fast as BigInt. One object serves all, because checking that the
// prime is one takes longer than using it, and every use is synchronous.
const group = createDiffieHellman(prime, 2);

/** What a pool stores so that it can check a password without knowing it. Both hex. */
export type SrpCredential = { salt: string; verifier: string };

/** `v = g^x mod N`. A credential is bound to the pool and to the user's stored username. */
export function createSrpCredential(
  owner: SrpOwner,
  password: string,
  salt: Buffer = randomBytes(16),
): SrpCredential {
  const saltNumber = toBigInt(salt);
  const inner = sha256(`${poolName(owner.poolId)}${owner.username}:${password}`);
  const x = toBigInt(sha256(pad(saltNumber), inner));
  return { salt: saltNumber.toString(16), verifier: powerOfGenerator(x).toString(16) };
}

/** Whom a credential belongs to; `username` is the stored one, which clients learn as USER_ID_FOR_SRP. */
export type SrpOwner = { poolId: string; username: string };

/** The server's half of the exchange: `b`, which it keeps, and `B`, which it sends. */
export function startExchange(
  verifier: string,
  secret: Buffer = randomBytes(64),
): { serverSecret: string; serverPublic: string } {
  const b = toBigInt(secret);
  const B = (k * hexToBigInt(verifier) + powerOfGenerator(b)) % N;
  if (B === 0n) return startExchange(verifier);
  return { serverSecret: b.toString(16), serverPublic: B.toString(16) };
}

/** What the server knows when the client's proof arrives. Hex, but for the block and the timestamp. */
export type SrpExchange = {
  clientPublic: string;
  serverSecret: string;
  verifier: string;
  secretBlock: Buffer;
  timestamp: string;
};

/**
 * The proof that a client who knows the password sends.
 *
 * @returns undefined where the client's `A` is a multiple of N: it would know the key without the password.
 */
export function expectedProof(owner: SrpOwner, exchange: SrpExchange): Buffer | undefined {
  const key = sessionKey(exchange);
  if (!key) return undefined;
  return createHmac("sha256", key)
    .update(poolName(owner.poolId))
    .update(owner.username)
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

function poolName(poolId: string): string {
  return poolId.slice(poolId.indexOf("_") + 1);
}

function powerOfGenerator(exponent: bigint): bigint {
  group.setPrivateKey(toBytes(exponent));
  return toBigInt(group.generateKeys());
}

/** `base^exponent mod N`. OpenSSL refuses the bases 0, 1 and N − 1, whose powers need no arithmetic. */
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

/** As Java's `BigInteger.toByteArray`: a zero byte in front where the top bit is set. */
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
