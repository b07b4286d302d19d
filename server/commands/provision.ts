import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import type { Feature } from "../features/feature.ts";
import { groupsOf } from "../features/permissions.ts";
import { withDeviceTracking } from "../user-pool/provisioning/device-tracking.ts";
import { refuseExcludedFactors, withFirstFactors } from "../user-pool/provisioning/first-factors.ts";
import { fitDefinition } from "../user-pool/provisioning/fit-definition.ts";
import { type Inspection, inspectUserPool } from "../user-pool/provisioning/inspect.ts";
import { type Plan, planProvision } from "../user-pool/provisioning/plan.ts";
import {
  apiClientName,
  type UserPoolDefinition,
  userPoolDefinition,
  withGroups,
} from "../user-pool/provisioning/pool-definition.ts";
import { applyPlan, type ProvisionedUserPool } from "../user-pool/provisioning/provision.ts";
import { ProvisioningError } from "../user-pool/provisioning/provisioning-error.ts";
import { confirm } from "./confirm.ts";
import { CommandError } from "./options/command-error.ts";
import { explainRefusal } from "./options/explain-refusal.ts";
import { formatHelp } from "./options/format-help.ts";
import { formatPlan } from "./options/format-plan.ts";
import { openPoolClients, type PoolClients } from "./options/pool-client.ts";
import { type PoolTarget, readTarget, targetOptions } from "./options/pool-target.ts";
import { type Option, type OptionValues, readOptions } from "./options/read-options.ts";
import { writeEnvironment } from "./write-environment.ts";

const options: Record<string, Option> = {
  ...targetOptions,
  name: {
    value: "NAME",
    help: `of a new user pool, without --user-pool-id; default: ${userPoolDefinition.pool.PoolName}`,
  },
  only: {
    value: "ADDRESS[,ADDRESS]",
    repeats: true,
    help: "create or change this alone, as doctor names it: MfaConfiguration, api.ExplicitAuthFlows",
  },
  "ses-source-arn": { value: "ARN", help: "identity of Amazon SES that sends the pool's mail" },
  "mail-from": { value: "ADDRESS", help: "sender of that mail, as Cruddur <no-reply@example.com>" },
  output: { value: "FILE", help: "gets the API's environment; default: .cruddur/cognito.env" },
  "dry-run": { help: "show the plan, and change and write nothing" },
  yes: { help: "apply the plan without a question" },
  help: { help: "print this text" },
};

const help = {
  summary: [
    "npm run provision -- --region eu-west-1",
    "npm run provision -- --user-pool-id eu-west-1_AbCdEf123",
    "",
    "Creates a user pool for the API, or adds to an existing one what the API lacks: app clients and groups. A setting that",
    "exists is changed only where --only names it. Shows a plan and asks before it changes anything; deletes nothing.",
  ],
  options,
  exitCodes: {
    0: "the plan was applied or only shown, or there was nothing to do",
    1: "a wrong option, or a refusal of AWS; what had been done by then is printed",
  },
};

type Environment = Record<string, string | undefined>;

/**
 * `npm run provision -- [--user-pool-id ID | --name NAME] [--only ADDRESS] [--yes]`: shows what it would create and change
 * in AWS, asks for confirmation, applies it, and writes the environment of the API to a file. May be repeated.
 *
 * @param features those of the application, whose groups it creates.
 */
export async function provision(
  environment: Environment,
  args: string[],
  features: readonly Feature[],
): Promise<void> {
  const values = readOptions("provision", options, args, environment);
  if (values["help"]) return print(`\n${formatHelp("provision", help)}\n\n`);
  const name = values["name"]?.[0];
  if (name !== undefined && values["user-pool-id"])
    throw new CommandError("BAD_OPTION", [
      "--name is that of a new user pool: leave it out with --user-pool-id.",
    ]);
  const target = readTarget(values, environment, name !== undefined);
  const { region, endpoint, userPoolId } = target;
  if (!region)
    throw new CommandError("BAD_OPTION", [
      "Neither a user pool nor a region is named: add --user-pool-id, or --region for a new user pool.",
    ]);
  if (userPoolId === undefined && (target.clientIds[apiClientName] ?? values["sign-up-client-id"]))
    throw new CommandError("BAD_OPTION", [
      "An app client is named, and not its user pool: add --user-pool-id.",
    ]);
  const output = values["output"]?.[0] ?? ".cruddur/cognito.env";
  const clients = openPoolClients({ region, endpoint });
  try {
    const wanted = withGroups(userPoolDefinition, groupsOf(features));
    await run(clients, { ...target, region }, withOptions(wanted, target, values), values, output);
  } catch (error) {
    const call = { command: "provision", region, userPoolId, operation: clients.failedOperation() };
    throw explainRefusal(error, call) ?? error;
  } finally {
    clients.close();
  }
}

async function run(
  clients: PoolClients,
  { userPoolId, clientIds, region, endpoint, attributes }: PoolTarget & { region: string },
  general: UserPoolDefinition,
  values: OptionValues,
  output: string,
): Promise<void> {
  const inspection = await inspectUserPool(clients.reader, general, {
    userPoolId,
    clientIds,
    mistrustsNames: true,
  });
  refuseUnknownClients(inspection);
  const definition = fitDefinition(general, inspection, attributes);
  const only = (values["only"] ?? []).flatMap((each) => each.split(",").flatMap((name) => name.trim() || []));
  if (inspection.pool) refuseExcludedFactors(only, definition, inspection.pool);
  const plan = planProvision(definition, inspection, only);
  const hasChanges = plan.create.length > 0 || plan.change.length > 0;
  if (userPoolId === undefined && inspection.pool && (hasChanges || only.length > 0))
    throw new ProvisioningError(
      "NAME_IN_USE",
      `A user pool named ${general.pool.PoolName} exists already: ${inspection.pool.userPoolId}. To add to it, name it by --user-pool-id; for another one choose a --name.`,
    );
  const knownPoolId = inspection.pool?.userPoolId;
  // What only changes settings leaves the app clients, and with them the environment, as they are.
  const writes = only.length === 0 || plan.create.some(({ kind }) => kind === "client");
  if (writes) await refuseOtherEnvironment(output, knownPoolId);
  print(`\n${formatPlan(region, inspection, plan)}\n`);
  if (values["dry-run"]) return;
  if (hasChanges && !values["yes"] && !(await confirm("Apply?"))) {
    print("  Nothing was changed. Add --yes to apply the plan.\n\n");
    return;
  }
  const provisioned = await apply(clients, region, definition, inspection, plan);
  if (!writes || !provisioned.clients.some(({ name }) => name === apiClientName)) return;
  await writeEnvironment(output, provisioned, { endpoint });
  print(`  The environment for ${provisioned.userPoolId} was written to ${output}.\n\n`);
}

function withOptions(
  wanted: UserPoolDefinition,
  { relyingPartyId, remembersDevices, signsUpWithoutPassword }: PoolTarget,
  values: OptionValues,
): UserPoolDefinition {
  const [arn, from] = [values["ses-source-arn"]?.[0], values["mail-from"]?.[0]];
  if (from !== undefined && arn === undefined)
    throw new CommandError("BAD_OPTION", [
      "--mail-from needs --ses-source-arn: the verified identity of Amazon SES that sends for the address.",
    ]);
  if (arn !== undefined && !/^arn:[\w-]+:ses:[\w-]+:\d{12}:identity\/\S+$/.test(arn))
    throw new CommandError("BAD_OPTION", [
      "--ses-source-arn must be the ARN of an identity of Amazon SES, like arn:aws:ses:eu-west-1:123456789012:identity/example.com.",
    ]);
  const mailsCodes = arn !== undefined;
  const general = remembersDevices ? withDeviceTracking(wanted) : wanted;
  const definition = withFirstFactors(general, { relyingPartyId, mailsCodes, signsUpWithoutPassword });
  const PoolName = values["name"]?.[0] ?? definition.pool.PoolName;
  const EmailConfiguration = {
    EmailSendingAccount: "DEVELOPER" as const,
    SourceArn: arn,
    ...(from !== undefined && { From: from }),
  };
  return {
    ...definition,
    pool: { ...definition.pool, PoolName, ...(arn !== undefined && { EmailConfiguration }) },
  };
}

/** @throws ProvisioningError UNKNOWN_CLIENT */
function refuseUnknownClients({ clients, otherClients, pool }: Inspection): void {
  const unknown = clients.find(({ unknownId }) => unknownId !== undefined);
  if (!unknown) return;
  const known = otherClients.map(({ name, clientId }) => `${clientId} (${name})`).join(", ");
  throw new ProvisioningError(
    "UNKNOWN_CLIENT",
    `${unknown.unknownId} is not an app client of the user pool ${pool?.userPoolId}. ${known === "" ? "It has none." : `Its app clients are ${known}.`} Name one of them, or none to let this command create one named ${unknown.name}.`,
  );
}

/** The environment of another pool has secrets that nothing else may have. */
async function refuseOtherEnvironment(file: string, userPoolId: string | undefined): Promise<void> {
  const text = await readFile(file, "utf8").catch(() => "");
  const { COGNITO_USER_POOL_ID: other } = parseEnv(text);
  if (other && other !== userPoolId)
    throw new CommandError("BAD_OPTION", [
      `${file} is the environment for another user pool, ${other}: choose another file with --output.`,
    ]);
}

/** Prints each step, so that an error leaves no doubt about what was done. */
async function apply(
  { writer, failedOperation }: PoolClients,
  region: string,
  definition: UserPoolDefinition,
  inspection: Inspection,
  plan: Plan,
): Promise<ProvisionedUserPool> {
  let changed: string | undefined;
  try {
    return await applyPlan(writer, definition, inspection, plan, (step, userPoolId) => {
      changed = userPoolId;
      print(`  Done: ${step}\n`);
    });
  } catch (error) {
    const userPoolId = changed ?? inspection.pool?.userPoolId;
    const refusal = explainRefusal(error, {
      command: "provision",
      region,
      userPoolId,
      operation: failedOperation(),
    });
    if (!refusal) throw error;
    const state =
      changed === undefined
        ? "Nothing was changed."
        : `What is done stays. To go on: npm run provision -- --user-pool-id ${changed}${failedOperation() === "SetUserPoolMfaConfig" && !inspection.pool ? ", then the same with --only MfaConfiguration" : ""}`;
    throw new CommandError(refusal.code, [...refusal.lines, state]);
  }
}

function print(text: string): void {
  process.stdout.write(text);
}
