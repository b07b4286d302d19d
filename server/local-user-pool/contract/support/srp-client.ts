import { createHash, createHmac, getDiffieHellman, randomBytes } from "node:crypto";

/**
 * The client's side of Secure Remote Password, written from RFC 5054 with BigInt arithmetic. It shares only the group
 * with the server's side.
 */
const N = BigInt(`0x${getDiffieHellman("modp15").getPrime("hex")}`);
const g = 2n;
const k = hash(pad(N), pad(g));

/**
 * The client of one sign-in: its `A`, and its response to the server's challenge. RFC 5054 requires 256 random bits.
 */
export function createSrpClient(secret = toNumber(randomBytes(32))) {
  const A = power(g, secret);
  const prove = (identity: SrpName, challenge: Record<string, string>, password: string, now: Date) => {
    const { SALT = "", SRP_B = "", SECRET_BLOCK = "" } = challenge;
    const B = BigInt(`0x${SRP_B}`);
    const u = hash(pad(A), pad(B));
    const x = privateKey(identity, BigInt(`0x${SALT}`), password);
    const S = power(B + N * k - ((k * power(g, x)) % N), secret + u * x);
    const extracted = createHmac("sha256", pad(u)).update(pad(S)).digest();
    const key = createHmac("sha256", extracted).update("Caldera Derived Key\u0001").digest().subarray(0, 16);
    const TIMESTAMP = formatTimestamp(now);
    const signature = createHmac("sha256", key)
      .update(identity.group)
      .update(identity.name)
      .update(Buffer.from(SECRET_BLOCK, "base64"))
      .update(TIMESTAMP)
      .digest("base64");
    return {
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP,
    };
  };
  return {
    SRP_A: A.toString(16),
    /** The ChallengeResponses to PASSWORD_VERIFIER. */
    respond: (poolId: string, challenge: Record<string, string>, password: string, now: Date) => {
      const { USER_ID_FOR_SRP = "" } = challenge;
      const identity = { group: poolId.split("_")[1] ?? "", name: USER_ID_FOR_SRP };
      return { USERNAME: USER_ID_FOR_SRP, ...prove(identity, challenge, password, now) };
    },
    /** The ChallengeResponses to DEVICE_PASSWORD_VERIFIER. */
    respondAsDevice: (device: SrpName, challenge: Record<string, string>, password: string, now: Date) => ({
      USERNAME: challenge["USERNAME"] ?? "",
      DEVICE_KEY: device.name,
      ...prove(device, challenge, password, now),
    }),
  };
}

/** Whom a verifier is for: the pool's name and the user, or a device's group key and key. */
export type SrpName = { group: string; name: string };

/** The DeviceSecretVerifierConfig of a device with this password. */
export function deviceVerifier(device: SrpName, password: string) {
  const salt = toNumber(randomBytes(16));
  return {
    Salt: pad(salt).toString("base64"),
    PasswordVerifier: pad(power(g, privateKey(device, salt, password))).toString("base64"),
  };
}

function privateKey({ group, name }: SrpName, salt: bigint, password: string): bigint {
  return hash(pad(salt), createHash("sha256").update(`${group}${name}:${password}`).digest());
}

/** Multiples of N, which would reveal the session key to a client without the password. */
export const hostilePublicValues = ["0", N.toString(16), (2n * N).toString(16)];

function formatTimestamp(date: Date): string {
  const [weekday = "", day = "", month = "", year = "", time = ""] = date.toUTCString().split(/,? /);
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square, rest] = [1n, base % N, exponent];
  for (; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

function hash(...parts: Buffer[]): bigint {
  return toNumber(createHash("sha256").update(Buffer.concat(parts)).digest());
}

function pad(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, "hex");
}

function toNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}
