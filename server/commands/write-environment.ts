import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { apiClientName, signUpClientName } from "../user-pool/provisioning/pool-definition.ts";
import type { ProvisionedUserPool } from "../user-pool/provisioning/provision.ts";

/** Where the pool answers, if that is not AWS's endpoint of its region, and the keys of a local user pool. */
type WhereItIs = {
  endpoint?: string | undefined;
  credentials?: { accessKeyId: string; secretAccessKey: string };
};

/**
 * Writes the environment of an API for this pool. The file has the client's secret, and the keys of a local user pool, so
 * only its owner may read it, also if it exists already.
 */
export async function writeEnvironment(
  file: string,
  { userPoolId, clients }: ProvisionedUserPool,
  { endpoint, credentials }: WhereItIs = {},
): Promise<void> {
  const api = clients.find(({ name }) => name === apiClientName);
  const signUp = clients.find(({ name }) => name === signUpClientName);
  const others = clients.filter((client) => client !== api && client !== signUp);
  const lines = [
    `COGNITO_USER_POOL_ID=${userPoolId}`,
    `COGNITO_CLIENT_ID=${api?.clientId ?? ""}`,
    `COGNITO_CLIENT_SECRET=${api?.clientSecret ?? ""}`,
    ...(signUp
      ? [
          `COGNITO_SIGN_UP_CLIENT_ID=${signUp.clientId}`,
          `COGNITO_SIGN_UP_CLIENT_SECRET=${signUp.clientSecret ?? ""}`,
        ]
      : []),
    ...(others.length > 0
      ? [`COGNITO_TRUSTED_CLIENT_IDS=${others.map(({ clientId }) => clientId).join(",")}`]
      : []),
    ...(endpoint === undefined ? [] : [`COGNITO_ENDPOINT=${endpoint}`]),
    ...(credentials
      ? [
          `AWS_ACCESS_KEY_ID=${credentials.accessKeyId}`,
          `AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}`,
        ]
      : []),
  ];
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, "w", 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(`${lines.join("\n")}\n`);
  } finally {
    await handle.close();
  }
}
