import { createPrivateKey } from "../../../local-user-pool/tokens/signing-keys.ts";

/** More than any test creates user pools, so that no two pools of a test share a key. */
const poolSize = 12;

const keys: Promise<string>[] = [];
let used = 0;

/** An RSA key for a local user pool. Generating one takes 200 ms, so each worker generates a few and uses them in turn. */
export async function nextPrivateKey(): Promise<string> {
  const index = used++ % poolSize;
  return await (keys[index] ??= createPrivateKey());
}
