import { parseArgs } from "node:util";
import { ConfigError } from "../config/read-config.ts";
import { createCognitoClient } from "../user-pool/cognito-client.ts";
import { inspectUserPool } from "../user-pool/provisioning/inspect.ts";
import { userPoolDefinition } from "../user-pool/provisioning/pool-definition.ts";
import { type Plan, planProvision, provisionUserPool } from "../user-pool/provisioning/provision.ts";
import { confirm } from "./confirm.ts";
import { describeDifferences } from "./doctor.ts";
import { writeEnvironment } from "./write-environment.ts";

/**
 * `npm run provision -- --region eu-west-1 [--name cruddur] [--yes]`: shows what it would create and change in AWS, asks
 * for confirmation, applies it, and writes the environment of the API to a file. May be repeated. Deletes nothing.
 */
export async function provision(
  environment: Record<string, string | undefined>,
  args: string[],
): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      region: { type: "string" },
      name: { type: "string", default: userPoolDefinition.pool.PoolName },
      output: { type: "string", default: ".cruddur/cognito.env" },
      yes: { type: "boolean", default: false },
    },
  });
  const region = values.region ?? environment["AWS_REGION"];
  if (!region) throw new ConfigError(["The region is missing: add --region eu-west-1, or set AWS_REGION."]);
  const cognito = createCognitoClient({ region, endpoint: environment["COGNITO_ENDPOINT"] });
  const definition = { ...userPoolDefinition, pool: { ...userPoolDefinition.pool, PoolName: values.name } };

  const plan = planProvision(definition, await inspectUserPool(cognito, definition));
  process.stdout.write(`\n${formatPlan(plan)}\n\n`);
  const hasChanges = plan.create.length > 0 || plan.change.length > 0;
  if (hasChanges && !values.yes && !(await confirm("Apply?"))) {
    process.stdout.write("  Nothing was changed. Add --yes to apply the plan.\n\n");
    return;
  }
  const provisioned = await provisionUserPool(cognito, definition);
  await writeEnvironment(values.output, provisioned);
  process.stdout.write(
    `  The environment for ${provisioned.userPoolId} was written to ${values.output}.\n\n`,
  );
}

function formatPlan({ create, change, impossible }: Plan): string {
  const lines = [
    ...create.map((name) => `  create  ${name}`),
    ...change.flatMap(({ name, differences }) => [
      `  change  ${name}`,
      ...describeDifferences(name, differences),
    ]),
    ...impossible.flatMap(({ name, differences }) => [
      `  cannot  ${name}`,
      ...describeDifferences(name, differences),
    ]),
  ];
  return lines.length > 0 ? lines.join("\n") : "  Nothing to do: everything is up to date.";
}
