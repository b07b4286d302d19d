import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";

// What every peer is told by its environment.

export function env(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing.`);
  return value;
}

export const port = Number(env("PORT"));
export const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${env("COGNITO_USER_POOL_ID")}`;

/** The pool's keys, where its endpoint has them. */
export const jwksUrl = new URL(
  `/${env("COGNITO_USER_POOL_ID")}/.well-known/jwks.json`,
  env("COGNITO_ENDPOINT"),
);

/** The key that signs, fetched once at the start. */
export async function fetchKey(kid: string): Promise<KeyObject> {
  const answer = await fetch(jwksUrl);
  const { keys } = (await answer.json()) as { keys: (JsonWebKey & { kid: string })[] };
  const key = keys.find((each) => each.kid === kid);
  if (!key) throw new Error(`There is no key ${kid}.`);
  return createPublicKey({ key, format: "jwk" });
}

export function isReady(): void {
  process.stdout.write("ready\n");
}
