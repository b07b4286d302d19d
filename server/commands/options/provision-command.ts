import type { Remedy } from "../../user-pool/provisioning/findings.ts";
import type { Inspection } from "../../user-pool/provisioning/inspect.ts";

const clientOptions: Record<string, string> = { api: "--client-id", "sign-up": "--sign-up-client-id" };

/** The command that resolves a finding; undefined where a person does it, or nothing can. */
export function toProvisionCommand(remedy: Remedy, { pool, clients }: Inspection): string | undefined {
  if (!pool || (remedy.kind !== "change" && remedy.kind !== "create")) return undefined;
  const ids = clients.flatMap(({ name, found }) => {
    const option = clientOptions[name];
    // Named by its id it would be used in place of the one that is to be created.
    const isReplaced = remedy.kind === "create" && remedy.address === name;
    return found && option !== undefined && !isReplaced ? [`${option} ${found.clientId}`] : [];
  });
  const sender =
    remedy.address === "EmailConfiguration" ? ["--ses-source-arn ARN", `--mail-from "NAME <ADDRESS>"`] : [];
  const relyingPartyId = remedy.kind === "change" ? remedy.relyingPartyId : undefined;
  const domain = relyingPartyId === undefined ? [] : [`--relying-party-id ${relyingPartyId}`];
  return [
    "npm run provision --",
    `--user-pool-id ${pool.userPoolId}`,
    ...ids,
    `--only ${remedy.address}`,
    ...sender,
    ...domain,
  ].join(" ");
}
