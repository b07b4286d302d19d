import { CognitoIdentityProviderServiceException } from "@aws-sdk/client-cognito-identity-provider";
import { ProvisioningError } from "../../user-pool/provisioning/provisioning-error.ts";
import { CommandError } from "./command-error.ts";

/** Where a command has called AWS. */
type Call = {
  command: string;
  region: string;
  userPoolId: string | undefined;
  operation: string | undefined;
};

/**
 * Explains why AWS refused a call or could not be reached, and what to do.
 *
 * @returns undefined for errors that are not about AWS.
 */
export function explainRefusal(error: unknown, call: Call): CommandError | undefined {
  if (error instanceof ProvisioningError) return new CommandError(error.code, [error.message]);
  if (!(error instanceof Error)) return undefined;
  const explain = Object.hasOwn(explanations, error.name) ? explanations[error.name] : undefined;
  if (explain) return new CommandError(error.name, explain(call, error));
  if (isNetworkError(error)) return new CommandError("UNREACHABLE", unreachable(call, error));
  if (error instanceof CognitoIdentityProviderServiceException)
    return new CommandError(error.name, [
      `AWS refused ${nameOf(call)}: ${error.name}: ${error.message}`,
      error.$fault === "server" ? "That is a fault at AWS: run the command again later." : "",
    ]);
  return undefined;
}

const renewCredentials =
  "Sign in again (for example `aws sso login`), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE; `aws sts get-caller-identity` shows whose they are.";
const wait = [
  "AWS refuses calls because there were too many in a short time.",
  "Run the command again in a minute.",
];
const expired = ["The AWS credentials have expired.", renewCredentials];
const wrongKeys = ["AWS does not know the credentials, or they are for another partition.", renewCredentials];

const explanations: Record<string, (call: Call, error: Error) => string[]> = {
  AccessDeniedException: explainDenial,
  CredentialsProviderError: (_call, { message }) => [
    `There are no AWS credentials: ${message.split("\n")[0]}`,
    renewCredentials,
  ],
  TokenProviderError: () => expired,
  ExpiredTokenException: () => expired,
  ExpiredToken: () => expired,
  UnrecognizedClientException: () => wrongKeys,
  InvalidClientTokenId: () => wrongKeys,
  MissingAuthenticationTokenException: () => wrongKeys,
  InvalidSignatureException: () => [
    "AWS does not accept the signature: the secret access key is wrong, or the clock of this machine is.",
    renewCredentials,
  ],
  ResourceNotFoundException: ({ userPoolId, region }) => [
    `There is no user pool ${userPoolId ?? ""} in ${region} in the AWS account of these credentials.`,
    "Check the id and its region, and the account: `aws sts get-caller-identity` shows it, `aws cognito-idp list-user-pools --max-results 60` lists its pools.",
  ],
  ThrottlingException: () => wait,
  TooManyRequestsException: () => wait,
  LimitExceededException: (call, { message }) => [
    `AWS refused ${nameOf(call)}, as a quota of the account is used up: ${message}`,
    "Remove what is not needed, or ask AWS for a higher quota (Service Quotas, Amazon Cognito User Pools).",
  ],
};

/**
 * AWS's message names who, the action and the resource: "User: arn:… is not authorized to perform:
 * cognito-idp:DescribeUserPool on resource: arn:… because no identity-based policy allows …".
 */
function explainDenial(call: Call, { message }: Error): string[] {
  // Another service's action is iam:PassRole, for the role by which a pool sends SMS.
  const action = /perform: ([\w-]+:\w+)/.exec(message)?.[1] ?? nameOf(call);
  const resource = /on resource: (\S+)/.exec(message)?.[1] ?? "*";
  const isDenied = /explicit deny/.test(message);
  return [
    `These AWS credentials may not use ${action} on ${resource}${isDenied ? ", as a policy denies it explicitly" : ""}.`,
    isDenied
      ? "Somebody who administers the account must change that policy."
      : `Let an administrator add this statement to a policy of theirs: ${JSON.stringify({ Effect: "Allow", Action: action, Resource: resource })}`,
    `All permissions of the command: npm run ${call.command} -- --help`,
  ];
}

function isNetworkError(error: Error): boolean {
  const code = "code" in error ? String(error.code) : "";
  return (
    error.name === "TimeoutError" ||
    /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|ERR_TLS\w*|CERT_\w+|SELF_SIGNED\w*|DEPTH_ZERO\w*|UNABLE_TO\w+)$/.test(
      code,
    )
  );
}

function unreachable({ region }: Call, error: Error): string[] {
  const code = "code" in error ? String(error.code) : error.name;
  return [
    `Amazon Cognito in ${region} cannot be reached (${code}).`,
    "Check that the region exists, the connection to the internet, and COGNITO_ENDPOINT if it is set.",
  ];
}

function nameOf({ operation }: Call): string {
  return operation === undefined ? "a call" : `cognito-idp:${operation}`;
}
