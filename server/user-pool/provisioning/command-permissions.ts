/** An AWS permission of a command. */
export type CommandPermission = { action: string; purpose: string; resource: "pool" | "any" };

const read: CommandPermission[] = [
  { action: "cognito-idp:DescribeUserPool", purpose: "reads the pool's settings", resource: "pool" },
  { action: "cognito-idp:GetUserPoolMfaConfig", purpose: "reads its second factors", resource: "pool" },
  { action: "cognito-idp:ListUserPoolClients", purpose: "finds app clients", resource: "pool" },
  {
    action: "cognito-idp:DescribeUserPoolClient",
    purpose: "reads the app clients of the API",
    resource: "pool",
  },
  { action: "cognito-idp:ListGroups", purpose: "finds groups", resource: "pool" },
];

/** What each command does with the AWS credentials of the person who runs it. The API itself needs others. */
export const commandPermissions: Record<"doctor" | "provision", CommandPermission[]> = {
  doctor: read,
  provision: [
    ...read,
    {
      action: "cognito-idp:CreateUserPoolClient",
      purpose: "creates app clients that are missing",
      resource: "pool",
    },
    { action: "cognito-idp:CreateGroup", purpose: "creates groups that are missing", resource: "pool" },
    {
      action: "cognito-idp:UpdateUserPool",
      purpose: "changes settings that --only names; needs iam:PassRole on the role of a pool that sends SMS",
      resource: "pool",
    },
    {
      action: "cognito-idp:SetUserPoolMfaConfig",
      purpose: "sets second factors: of a new pool, or those that --only names",
      resource: "pool",
    },
    {
      action: "cognito-idp:UpdateUserPoolClient",
      purpose: "changes settings of app clients that --only names",
      resource: "pool",
    },
    {
      action: "cognito-idp:ListUserPools",
      purpose: "looks for the name, without --user-pool-id",
      resource: "any",
    },
    {
      action: "cognito-idp:CreateUserPool",
      purpose: "creates a pool, without --user-pool-id",
      resource: "any",
    },
  ],
};
