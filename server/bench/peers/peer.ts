import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";

// Settings of all peers, from the environment that home-feed.ts gives them.

export function env(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`The environment variable ${name} is missing.`);
  return value;
}

export const port = Number(env("PORT"));
export const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${env("COGNITO_USER_POOL_ID")}`;

/** Where the user pool publishes its keys. */
export const jwksUrl = new URL(
  `/${env("COGNITO_USER_POOL_ID")}/.well-known/jwks.json`,
  env("COGNITO_ENDPOINT"),
);

/** Fetches the public key that verifies the tokens. */
export async function fetchKey(kid: string): Promise<KeyObject> {
  const response = await fetch(jwksUrl);
  const { keys } = (await response.json()) as { keys: (JsonWebKey & { kid: string })[] };
  const key = keys.find((each) => each.kid === kid);
  if (!key) throw new Error(`The user pool has no key ${kid}.`);
  return createPublicKey({ key, format: "jwk" });
}

export function reportReady(): void {
  process.stdout.write("ready\n");
}
