import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSrpCredential, expectedProof, startExchange } from "./srp.ts";

const owner = { poolId: "us-east-1_ABCdef123", username: "34c84488-e0e1-70ae-d2ee-991ad1a898c8" };
const password = "Correct-Horse-9";
const salt = Buffer.from("8f1e2d3c4b5a69788796a5b4c3d2e1f0", "hex");
const secretBlock = Buffer.from("secret-block-test-vector");
const timestamp = "Tue Sep 1 09:05:03 UTC 2026";

// RFC 3526 group 15.
const N = BigInt(
  `0x${"FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF"}`,
);

function modPow(base: bigint, exponent: bigint): bigint {
  let [result, square, rest] = [1n, base % N, exponent];
  for (; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

describe("SRP against the values that amazon-cognito-identity-js computes", () => {
  const credential = createSrpCredential(owner, password, salt);
  const clientPublic = modPow(2n, BigInt(`0x${"11".repeat(128)}`)).toString(16);
  const { serverSecret, serverPublic } = startExchange(credential.verifier, Buffer.alloc(128, 0x22));

  it("derives the verifier", () => {
    const hash = createHash("sha256").update(credential.verifier).digest("hex");
    expect(hash).toBe("be92c1fb368e93682ad01d96abcf2eedf05c087b2ff5b9146e60d421d1edebc0");
    expect(credential.salt).toBe("8f1e2d3c4b5a69788796a5b4c3d2e1f0");
  });

  it("derives the public values of both sides", () => {
    expect(clientPublic).toMatch(/^67679d4fea151663de3276050085a1ce[0-9a-f]{736}$/);
    expect(serverPublic).toMatch(/^6d22c682bc0c5d3379cd79d49dd3f526[0-9a-f]{735}$/);
  });

  it("expects the proof that the client computes", () => {
    const exchange = { clientPublic, serverSecret, verifier: credential.verifier, secretBlock, timestamp };
    expect(expectedProof(owner, exchange)?.toString("base64")).toBe("px1p3zBneY6wDnJLwYbmoO8H2MBcUa7XBKSyzyFlEXQ=");
  });

  it("expects nothing of a client that sends a multiple of N", () => {
    for (const A of [0n, N, 2n * N]) {
      const exchange = { clientPublic: A.toString(16), serverSecret, verifier: credential.verifier, secretBlock, timestamp };
      expect(expectedProof(owner, exchange)).toBeUndefined();
    }
  });

  it("survives the degenerate values that OpenSSL refuses", () => {
    for (const A of [1n, N - 1n, N + 1n]) {
      const exchange = { clientPublic: A.toString(16), serverSecret, verifier: credential.verifier, secretBlock, timestamp };
      expect(expectedProof(owner, exchange)).toBeInstanceOf(Buffer);
    }
  });
});

it("draws another salt and another server value each time", () => {
  const [one, two] = [createSrpCredential(owner, password), createSrpCredential(owner, password)];
  expect(one.salt).not.toBe(two.salt);
  expect(one.verifier).not.toBe(two.verifier);
  expect(startExchange(one.verifier).serverPublic).not.toBe(startExchange(one.verifier).serverPublic);
});
