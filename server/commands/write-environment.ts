import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ProvisionedUserPool } from "../user-pool/provisioning/provision.ts";

/** Writes the environment of an API for this pool. The file has the client secret, so only its owner may read it. */
export async function writeEnvironment(
  file: string,
  { userPoolId, clients }: ProvisionedUserPool,
  endpoint?: string,
): Promise<void> {
  const [api, ...others] = clients;
  const lines = [
    `COGNITO_USER_POOL_ID=${userPoolId}`,
    `COGNITO_CLIENT_ID=${api?.clientId ?? ""}`,
    `COGNITO_CLIENT_SECRET=${api?.clientSecret ?? ""}`,
    ...(others.length > 0
      ? [`COGNITO_TRUSTED_CLIENT_IDS=${others.map(({ clientId }) => clientId).join(",")}`]
      : []),
    ...(endpoint === undefined ? [] : [`COGNITO_ENDPOINT=${endpoint}`]),
  ];
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o600 });
}
