import { createHash, getDiffieHellman } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSrpCredential, computeClientProof, srpIdentityOf, startExchange } from "./srp.ts";

const identity = srpIdentityOf("us-east-1_ABCdef123", "34c84488-e0e1-70ae-d2ee-991ad1a898c8");
const password = "Correct-Horse-9";
const salt = Buffer.from("8f1e2d3c4b5a69788796a5b4c3d2e1f0", "hex");
const secretBlock = Buffer.from("secret-block-test-vector");
const timestamp = "Tue Sep 1 09:05:03 UTC 2026";

const N = BigInt(`0x${getDiffieHellman("modp15").getPrime("hex")}`);

function modPow(base: bigint, exponent: bigint): bigint {
  let [result, square, rest] = [1n, base % N, exponent];
  for (; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

describe("SRP against the values that amazon-cognito-identity-js computes", () => {
  const credential = createSrpCredential(identity, password, salt);
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

  it("computes the same proof as the client", () => {
    const exchange = { clientPublic, serverSecret, verifier: credential.verifier, secretBlock, timestamp };
    expect(computeClientProof(identity, exchange)?.toString("base64")).toBe(
      "px1p3zBneY6wDnJLwYbmoO8H2MBcUa7XBKSyzyFlEXQ=",
    );
  });

  it("computes no proof for a multiple of N", () => {
    for (const A of [0n, N, 2n * N]) {
      const exchange = {
        clientPublic: A.toString(16),
        serverSecret,
        verifier: credential.verifier,
        secretBlock,
        timestamp,
      };
      expect(computeClientProof(identity, exchange)).toBeUndefined();
    }
  });

  it("computes powers of the degenerate bases that OpenSSL rejects", () => {
    for (const A of [1n, N - 1n, N + 1n]) {
      const exchange = {
        clientPublic: A.toString(16),
        serverSecret,
        verifier: credential.verifier,
        secretBlock,
        timestamp,
      };
      expect(computeClientProof(identity, exchange)).toBeInstanceOf(Buffer);
    }
  });
});

it("generates a new salt and a new server value each time", () => {
  const [one, two] = [createSrpCredential(identity, password), createSrpCredential(identity, password)];
  expect(one.salt).not.toBe(two.salt);
  expect(one.verifier).not.toBe(two.verifier);
  expect(startExchange(one.verifier).serverPublic).not.toBe(startExchange(one.verifier).serverPublic);
});
