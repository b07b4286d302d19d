import {
  type CommandPermission,
  commandPermissions,
} from "../../user-pool/provisioning/command-permissions.ts";
import type { Option } from "./read-options.ts";

/** The text of `--help`: what the command does, its options, exit codes and AWS permissions. */
export function formatHelp(
  command: "doctor" | "provision",
  {
    summary,
    options,
    exitCodes,
  }: { summary: string[]; options: Record<string, Option>; exitCodes: Record<number, string> },
): string {
  return [
    ...summary.map((line) => `  ${line}`),
    "",
    "  Options",
    ...table(
      Object.entries(options).map(([name, { value, help }]) => [
        `--${name}${value ? ` ${value}` : ""}`,
        help,
      ]),
    ),
    "",
    "  Exit codes",
    ...table(Object.entries(exitCodes)),
    "",
    "  AWS permissions of the credentials, on the user pool",
    ...table(commandPermissions[command].map(({ action, purpose }) => [action, purpose])),
    "",
    "  As a policy",
    ...JSON.stringify(toPolicy(commandPermissions[command]), undefined, 2)
      .split("\n")
      .map((line) => `    ${line}`),
  ].join("\n");
}

/** The policy that permits a command; the pool's ARN is to be filled in. */
export function toPolicy(permissions: CommandPermission[]): object {
  const statement = (resource: CommandPermission["resource"], Resource: string) => {
    const Action = permissions.filter((each) => each.resource === resource).map(({ action }) => action);
    return Action.length > 0 ? [{ Effect: "Allow", Action, Resource }] : [];
  };
  return {
    Version: "2012-10-17",
    Statement: [
      ...statement("pool", "arn:aws:cognito-idp:REGION:ACCOUNT:userpool/USER_POOL_ID"),
      ...statement("any", "*"),
    ],
  };
}

function table(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `    ${name.padEnd(width)}  ${text}`);
}
