import { createPrivateKey } from "../../../local-user-pool/tokens/signing-keys.ts";

/** More than a test has of pools, so that no two of these share a key. */
const wanted = 12;

const keys: Promise<string>[] = [];
let taken = 0;

/** An RSA key for a local user pool: one takes a fifth of a second to make, so a worker makes a few and gives them in turn. */
export async function nextPrivateKey(): Promise<string> {
  const place = taken++ % wanted;
  return await (keys[place] ??= createPrivateKey());
}
