import type { Configured } from "../../user-pool/provisioning/findings.ts";
import { apiClientName, signUpClientName } from "../../user-pool/provisioning/pool-definition.ts";
import { readFiles } from "../../config/read-files.ts";
import { CommandError } from "./command-error.ts";
import type { Option, OptionValues } from "./read-options.ts";

/** The options that name a user pool. */
export const targetOptions: Record<string, Option> = {
  "user-pool-id": { value: "ID", help: "user pool; default: COGNITO_USER_POOL_ID" },
  "client-id": {
    value: "ID",
    help: "the API's app client; default: COGNITO_CLIENT_ID, or the one named api",
  },
  "sign-up-client-id": {
    value: "ID",
    help: "the app client of sign-up; default: COGNITO_SIGN_UP_CLIENT_ID, or the one named sign-up",
  },
  "relying-party-id": {
    value: "DOMAIN",
    help: "domain of passkeys, the web client's or one above it; default: COGNITO_RELYING_PARTY_ID",
  },
  "remembered-devices": {
    help: "devices can be remembered in place of the second factor; default: COGNITO_REMEMBERED_DEVICES=on",
  },
  "sign-up-without-password": {
    help: "a sign-up needs no password where codes are mailed; default: COGNITO_SIGN_UP_WITHOUT_PASSWORD=on",
  },
  region: { value: "REGION", help: "default: the user pool's, or AWS_REGION" },
};

type Environment = Record<string, string | undefined>;

/** The user pool and app clients that a command is about. */
export type PoolTarget = {
  /** Absent: none is named. */
  userPoolId: string | undefined;
  region: string | undefined;
  endpoint: string | undefined;
  /** Absent: passkeys are not asked for. */
  relyingPartyId: string | undefined;
  /** Whether the pool shall keep track of devices. */
  remembersDevices: boolean;
  /** Whether a sign-up shall need no password. */
  signsUpWithoutPassword: boolean;
  /** By the names of the definition; absent: by name. */
  clientIds: Record<string, string | undefined>;
  /** What the environment says, if it is about this pool. */
  configured: Configured;
  /** Attributes besides the definition's that the API reads and writes. */
  attributes: string[];
};

/**
 * Options come before the environment. App clients and secrets of the environment count for its own user pool alone.
 *
 * @throws CommandError BAD_OPTION
 */
export function readTarget(values: OptionValues, environment: Environment, ignoresPool = false): PoolTarget {
  const files = readFiles(environment);
  if (files.problems.length > 0) throw new CommandError("BAD_OPTION", files.problems);
  const read = (name: string): string | undefined => files.environment[name] || undefined;
  const ownPool = ignoresPool ? undefined : read("COGNITO_USER_POOL_ID");
  const userPoolId = values["user-pool-id"]?.[0] ?? ownPool;
  const isOwn = userPoolId !== undefined && userPoolId === ownPool;
  const [own, ownSignUp] = isOwn ? [read("COGNITO_CLIENT_ID"), read("COGNITO_SIGN_UP_CLIENT_ID")] : [];
  const clientId = values["client-id"]?.[0] ?? own;
  const signUpClientId = values["sign-up-client-id"]?.[0] ?? ownSignUp;
  const isOn = (option: string, variable: string): boolean =>
    values[option] !== undefined || /^(?:on|true|yes|1)$/i.test(read(variable) ?? "");
  const secret = (variable: string, isEnvironments: boolean) =>
    isEnvironments ? { value: read(variable) } : ("unknown" as const);
  return {
    userPoolId,
    region: readRegion(userPoolId, values["region"]?.[0], read("AWS_REGION") ?? read("AWS_DEFAULT_REGION")),
    endpoint: read("COGNITO_ENDPOINT"),
    relyingPartyId: readDomain(values["relying-party-id"]?.[0] ?? read("COGNITO_RELYING_PARTY_ID")),
    remembersDevices: isOn("remembered-devices", "COGNITO_REMEMBERED_DEVICES"),
    signsUpWithoutPassword: isOn("sign-up-without-password", "COGNITO_SIGN_UP_WITHOUT_PASSWORD"),
    clientIds: { [apiClientName]: clientId, [signUpClientName]: signUpClientId },
    configured: {
      clientSecret: secret("COGNITO_CLIENT_SECRET", own !== undefined && clientId === own),
      signUpClientSecret: secret(
        "COGNITO_SIGN_UP_CLIENT_SECRET",
        ownSignUp !== undefined && signUpClientId === ownSignUp,
      ),
      trustedClientIds: isOwn ? toList(read("COGNITO_TRUSTED_CLIENT_IDS")) : [],
    },
    attributes: ["COGNITO_NAME_ATTRIBUTE", "COGNITO_HANDLE_ATTRIBUTE", "COGNITO_SIGN_UP_ATTRIBUTES"].flatMap(
      (variable) => toList(read(variable)),
    ),
  };
}

/** A user pool's id begins with its region. */
function readRegion(
  userPoolId: string | undefined,
  option: string | undefined,
  environment: string | undefined,
): string | undefined {
  if (userPoolId === undefined) return option ?? environment;
  if (!/^[a-z]+(-[a-z]+)+-\d_[a-zA-Z0-9]+$/.test(userPoolId))
    throw new CommandError("BAD_OPTION", [
      `${userPoolId} is not the id of a user pool, like us-east-1_AbCdEf123.`,
    ]);
  const region = userPoolId.split("_")[0];
  if (option !== undefined && option !== region)
    throw new CommandError("BAD_OPTION", [
      `The user pool ${userPoolId} is in ${region}: leave --region ${option} out.`,
    ]);
  return region;
}

/** Cognito takes no origin, and no address. */
function readDomain(domain: string | undefined): string | undefined {
  if (domain === undefined || /^[a-z\d-]+(\.[a-z\d-]+)*$/.test(domain)) return domain;
  throw new CommandError("BAD_OPTION", [
    `${domain} is no domain: --relying-party-id must be like example.com, in lower case, without https:// and port.`,
  ]);
}

function toList(text: string | undefined): string[] {
  return (text ?? "").split(",").flatMap((each) => each.trim() || []);
}
