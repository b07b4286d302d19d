import { inject } from "vitest";

let used = 0;

/** An RSA key for a local user pool. Generating one takes 200 ms, so the tests of a worker use a few in turn. */
export async function nextPrivateKey(): Promise<string> {
  const keys = inject("privateKeys");
  const key = keys[used++ % keys.length];
  if (key === undefined) throw new Error("The global set-up has made no keys.");
  return key;
}
