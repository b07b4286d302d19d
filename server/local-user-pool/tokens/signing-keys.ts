import { createPublicKey, generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { eq } from "drizzle-orm";
import type { Database } from "../tables/database-schema.ts";
import { signingKeys } from "../tables/signing-keys-table.ts";

export type SigningKey = typeof signingKeys.$inferSelect;
export type TokenUse = SigningKey["tokenUse"];

/** Generates an RSA key of 2048 bits, in PEM. */
export type CreatePrivateKey = () => Promise<string>;

/** Creates a pool's two RS256 keys, with ids of 44 characters like Cognito's. */
export async function createSigningKeys(poolId: string, createKey: CreatePrivateKey): Promise<SigningKey[]> {
  return await Promise.all(
    (["access", "id"] as const).map(async (tokenUse) => ({
      kid: randomBytes(32).toString("base64"),
      poolId,
      tokenUse,
      privateKey: await createKey(),
    })),
  );
}

export async function createPrivateKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return privateKey;
}

export async function loadSigningKeys(
  database: Database,
  poolId: string,
): Promise<Record<TokenUse, SigningKey>> {
  const rows = await database.select().from(signingKeys).where(eq(signingKeys.poolId, poolId));
  const access = rows.find((key) => key.tokenUse === "access");
  const id = rows.find((key) => key.tokenUse === "id");
  if (!access || !id) throw new Error(`The signing keys of ${poolId} are missing`);
  return { access, id };
}

/** The pool's public keys as a JSON Web Key Set (RFC 7517). */
export async function jsonWebKeySet(database: Database, poolId: string): Promise<object> {
  const rows = await database.select().from(signingKeys).where(eq(signingKeys.poolId, poolId));
  return { keys: rows.map(toJsonWebKey) };
}

function toJsonWebKey({ kid, privateKey }: SigningKey): object {
  const { n, e, kty } = createPublicKey(privateKey).export({ format: "jwk" });
  return { alg: "RS256", e, kid, kty, n, use: "sig" };
}
