import {
  createDiffieHellman,
  createHash,
  createHmac,
  type DiffieHellman,
  getDiffieHellman,
  randomBytes,
} from "node:crypto";

/**
 * The client's half of Secure Remote Password, as Cognito asks it of remembered devices: SRP-6a (RFC 5054) in the 3072-bit
 * group of RFC 3526 with SHA-256, with numbers encoded as Java's BigInteger encodes them. The group key stands in place of the
 * pool's name, the device key in place of the username.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc5054
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */

/** A device at the pool, with the password that proves it. */
export type DeviceSecret = { key: string; groupKey: string; password: string };

const prime = getDiffieHellman("modp15").getPrime();
const N = toBigInt(prime);
const g = 2n;
const k = toBigInt(sha256(pad(N), pad(g)));

let group: DiffieHellman | undefined;

/**
 * `base^exponent mod N`, by OpenSSL, which is twenty times as fast as BigInt. One shared object suffices, because every use
 * is synchronous; it is created when it is used, because that tests the prime.
 */
function power(base: bigint, exponent: bigint): bigint {
  group ??= createDiffieHellman(prime, Number(g));
  group.setPrivateKey(toBytes(exponent));
  return toBigInt(base === g ? group.generateKeys() : group.computeSecret(toBytes(base)));
}

/** A new password for a device: it is no person's, so it is as long as a key. */
export function newDevicePassword(): string {
  return randomBytes(32).toString("base64url");
}

/** What the pool keeps in place of a device's password, in base64. */
export function createDeviceVerifier(
  secret: DeviceSecret,
  salt = randomBytes(16),
): { Salt: string; PasswordVerifier: string } {
  const verifier = power(g, privateKeyOf(secret, toBigInt(salt)));
  return {
    Salt: pad(toBigInt(salt)).toString("base64"),
    PasswordVerifier: pad(verifier).toString("base64"),
  };
}

/** What the pool sends for a proof. Numbers are hex. */
export type DeviceExchange = { salt: string; serverPublic: string; secretBlock: string };

/**
 * Starts a proof.
 *
 * @returns `clientPublic` (SRP_A, hex), and a function that computes the proof (PASSWORD_CLAIM_SIGNATURE) with its time.
 */
export function startDeviceProof(secret: DeviceSecret, random = randomBytes(64)) {
  const a = toBigInt(random);
  const A = power(g, a);
  return {
    clientPublic: A.toString(16),

    /** @throws Error if the pool's value is one that would reveal the secret, or cannot be right. */
    prove(
      { salt, serverPublic, secretBlock }: DeviceExchange,
      now: Date,
    ): { timestamp: string; signature: string } {
      const B = BigInt(`0x${serverPublic}`);
      const u = toBigInt(sha256(pad(A), pad(B)));
      if (B % N === 0n || u === 0n) throw new Error("The user pool sent a public value that is not secure.");
      const x = privateKeyOf(secret, BigInt(`0x${salt}`));
      const base = (((B - k * power(g, x)) % N) + N) % N;
      const S = power(base, a + u * x);
      const pseudorandomKey = createHmac("sha256", pad(u)).update(pad(S)).digest();
      const key = createHmac("sha256", pseudorandomKey).update("Caldera Derived Key\u0001").digest();
      const timestamp = toTimestamp(now);
      const signature = createHmac("sha256", key.subarray(0, 16))
        .update(secret.groupKey)
        .update(secret.key)
        .update(Buffer.from(secretBlock, "base64"))
        .update(timestamp)
        .digest("base64");
      return { timestamp, signature };
    },
  };
}

function privateKeyOf({ key, groupKey, password }: DeviceSecret, salt: bigint): bigint {
  return toBigInt(sha256(pad(salt), sha256(`${groupKey}${key}:${password}`)));
}

/** As `Tue Sep 1 09:05:03 UTC 2026`. */
function toTimestamp(now: Date): string {
  const [weekday = "", day = "", month = "", year = "", time = ""] = now.toUTCString().split(/,? /);
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
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
