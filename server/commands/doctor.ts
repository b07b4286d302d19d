import { readConfig } from "../config/read-config.ts";
import { inspectDatabase } from "../database/open-database.ts";
import type { Feature } from "../features/feature.ts";
import { groupsOf } from "../features/permissions.ts";
import { type Finding, findFindings, worstLevel } from "../user-pool/provisioning/findings.ts";
import { withDeviceTracking } from "../user-pool/provisioning/device-tracking.ts";
import { withFirstFactors } from "../user-pool/provisioning/first-factors.ts";
import { fitDefinition } from "../user-pool/provisioning/fit-definition.ts";
import { type Inspection, inspectUserPool } from "../user-pool/provisioning/inspect.ts";
import { apiClientName, userPoolDefinition, withGroups } from "../user-pool/provisioning/pool-definition.ts";
import type { Level } from "../user-pool/provisioning/setting-notes.ts";
import { formatStartupError } from "./format-startup-error.ts";
import { CommandError } from "./options/command-error.ts";
import { explainRefusal } from "./options/explain-refusal.ts";
import { formatHelp } from "./options/format-help.ts";
import { formatFindings, toJson } from "./options/format-findings.ts";
import { openPoolClients } from "./options/pool-client.ts";
import { type PoolTarget, readTarget, targetOptions } from "./options/pool-target.ts";
import { type Option, readOptions } from "./options/read-options.ts";

const options: Record<string, Option> = {
  ...targetOptions,
  details: { help: "tell the reasons and the commands for what is merely different, too" },
  json: { help: "print one JSON object in place of text" },
  help: { help: "print this text" },
};

/** By the worst finding. */
const exitCodes: Record<Level | "none", number> = { none: 0, different: 0, recommended: 1, required: 2 };
const notInspected = 3;

const help = {
  summary: [
    "npm run doctor -- --user-pool-id eu-west-1_AbCdEf123 --client-id ID",
    "",
    "Compares a user pool with what the API requires, and says what to change and what that does to people. Changes nothing.",
  ],
  options,
  exitCodes: {
    0: "nothing to do, or settings that are merely different",
    1: "something is recommended",
    2: "something is required: the API does not work with this pool",
    3: "the pool was not inspected: a wrong option, or a refusal of AWS",
  },
};

/**
 * `npm run doctor -- [--user-pool-id ID] [--client-id ID] [--json]`: inspects a user pool with the API's app clients, and
 * the connections to the database, if the environment names one. Changes nothing. The exit code tells the worst finding.
 *
 * @param features those of the application, whose groups the pool shall have.
 */
export async function doctor(
  environment: Record<string, string | undefined>,
  args: string[],
  features: readonly Feature[],
): Promise<void> {
  const asJson = args.includes("--json");
  try {
    const values = readOptions("doctor", options, args, environment);
    if (values["help"]) process.stdout.write(`\n${formatHelp("doctor", help)}\n\n`);
    else
      await inspect(readTarget(values, environment), environment, {
        features,
        asJson,
        isDetailed: !!values["details"],
      });
  } catch (error) {
    process.exitCode = notInspected;
    if (asJson) process.stdout.write(`${JSON.stringify({ version: 1, error: toErrorJson(error) })}\n`);
    else process.stderr.write(`${formatStartupError(error)}\n`);
  }
}

async function inspect(
  target: PoolTarget,
  environment: Record<string, string | undefined>,
  { features, asJson, isDetailed }: { features: readonly Feature[]; asJson: boolean; isDetailed: boolean },
): Promise<void> {
  const {
    userPoolId,
    region = "",
    endpoint,
    clientIds,
    attributes,
    configured,
    relyingPartyId,
    remembersDevices,
    signsUpWithoutPassword,
  } = target;
  if (userPoolId === undefined)
    throw new CommandError("BAD_OPTION", [
      "No user pool is named: add --user-pool-id, or set COGNITO_USER_POOL_ID.",
    ]);
  const warnings = await inspectConfiguredDatabase(environment, target);
  const ofFeatures = withGroups(userPoolDefinition, groupsOf(features));
  const { reader, failedOperation, close } = openPoolClients({ region, endpoint });
  let inspection: Inspection;
  try {
    inspection = await inspectUserPool(reader, ofFeatures, {
      userPoolId,
      clientIds,
      mistrustsNames: true,
    });
  } catch (error) {
    throw (
      explainRefusal(error, { command: "doctor", region, userPoolId, operation: failedOperation() }) ?? error
    );
  } finally {
    close();
  }
  const wanted = remembersDevices ? withDeviceTracking(ofFeatures) : ofFeatures;
  const general = withFirstFactors(wanted, { relyingPartyId, mailsCodes: false, signsUpWithoutPassword });
  const definition = fitDefinition(general, inspection, attributes);
  const findings = [...findFindings(definition, inspection, configured), ...warnings];
  process.stdout.write(
    asJson
      ? `${JSON.stringify(toJson(region, inspection, findings), undefined, 2)}\n`
      : formatFindings(region, inspection, findings, isDetailed),
  );
  process.exitCode = exitCodes[worstLevel(findings) ?? "none"];
}

/** The pool's variables are those of the target, so that only problems of others end the command. */
async function inspectConfiguredDatabase(
  environment: Record<string, string | undefined>,
  { userPoolId, region, clientIds }: PoolTarget,
): Promise<Finding[]> {
  const { database } = readConfig({
    ...environment,
    NODE_ENV: "development",
    AWS_REGION: region,
    COGNITO_USER_POOL_ID: userPoolId,
    COGNITO_CLIENT_ID: clientIds[apiClientName] ?? environment["COGNITO_CLIENT_ID"] ?? "none",
  });
  return (await inspectDatabase(database)).map(({ problem, remedy }) => ({
    level: "recommended",
    resource: "database",
    setting: "DATABASE_URL",
    actual: problem,
    wanted: undefined,
    why: "Connections that lack it fail or hang under load.",
    effect: "Nothing changes for people.",
    remedy: { kind: "by hand", instruction: remedy },
  }));
}

function toErrorJson(error: unknown): { code: string; message: string } {
  const code = error instanceof CommandError ? error.code : "FAILED";
  return { code, message: formatStartupError(error).trim() };
}
