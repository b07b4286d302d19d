import { type Finding, worstLevel } from "../../user-pool/provisioning/findings.ts";
import type { Inspection } from "../../user-pool/provisioning/inspect.ts";
import type { Level } from "../../user-pool/provisioning/setting-notes.ts";
import { toProvisionCommand } from "./provision-command.ts";

const titles: Record<Level, string> = {
  required: "Required: the API does not work without it",
  recommended: "Recommended: the API works, and people are protected less",
  different: "Different: a choice of the pool that the API works with",
};

/**
 * The report of `doctor` as text.
 *
 * @param isDetailed whether what is merely different has its reasons and commands too, and not a line alone.
 */
export function formatFindings(
  region: string,
  inspection: Inspection,
  findings: Finding[],
  isDetailed: boolean,
): string {
  const sections = (["required", "recommended", "different"] as const).flatMap((level) => {
    const ofLevel = findings.filter((each) => each.level === level);
    return ofLevel.length === 0
      ? []
      : [
          `  ${titles[level]} (${ofLevel.length})`,
          "",
          ...(level === "different" && !isDetailed
            ? [...ofLevel.map(formatBriefly), "", "    Why, and how to change them: add --details", ""]
            : ofLevel.map((each) => format(each, inspection))),
        ];
  });
  const end = worstLevel(findings) === undefined ? ["  Everything is as the API wants it.", ""] : sections;
  return `\n  ${describePool(region, inspection)}\n\n${end.join("\n")}\n`;
}

/** The pool with how many accounts and programs use it. */
export function describePool(region: string, { pool, clients, otherClients }: Inspection): string {
  const { EstimatedNumberOfUsers: accounts = 0, Name: name = "" } = pool?.settings ?? {};
  const ids = clients.map((each) => `${each.name} ${each.found?.clientId ?? "none"}`).join(", ");
  return `User pool ${pool?.userPoolId ?? ""} (${String(name)}) in ${region}: about ${String(accounts)} accounts; app clients: ${ids}, ${otherClients.length} of other programs`;
}

function formatBriefly({ setting, actual, wanted }: Finding): string {
  return `    ${setting}: ${formatValue(actual)}; Cruddur's own pool has ${formatValue(wanted)}`;
}

/** A paragraph: the actual and wanted value, the reason, the effect on people, and the remedy. */
export function format(finding: Finding, inspection: Inspection): string {
  const { level, resource, setting, actual, wanted, why, effect, remedy } = finding;
  const command = toProvisionCommand(remedy, inspection);
  const relation = level === "different" ? "Cruddur's own pool has" : "wanted";
  const values =
    wanted === undefined
      ? formatValue(actual)
      : `is ${formatValue(actual)}; ${relation} ${formatValue(wanted)}`;
  return [
    `    ${setting} (${resource})`,
    `      ${values}`,
    `      Why: ${why}`,
    ...(effect === "" ? [] : [`      Effect: ${effect}`]),
    ...(command === undefined ? [] : [`      To change it: ${command}`]),
    ...(remedy.kind === "by hand" ? [`      To change it: ${remedy.instruction}`] : []),
    "",
  ].join("\n");
}

/** Long texts, such as mails, are truncated. */
export function formatValue(value: unknown): string {
  const text = value === undefined ? "not set" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 97)}…` : text;
}

/** The report of `doctor --json`. Members are added in later versions, and none is removed while `version` is 1. */
export function toJson(region: string, inspection: Inspection, findings: Finding[]): object {
  return {
    version: 1,
    userPoolId: inspection.pool?.userPoolId ?? null,
    region,
    clients: Object.fromEntries(inspection.clients.map(({ name, found }) => [name, found?.clientId ?? null])),
    level: worstLevel(findings) ?? "none",
    findings: findings.map(({ level, resource, setting, actual, wanted, why, effect, remedy }) => ({
      level,
      resource,
      setting,
      actual: actual ?? null,
      wanted: wanted ?? null,
      why,
      effect,
      command: toProvisionCommand(remedy, inspection) ?? null,
      instruction: remedy.kind === "by hand" ? remedy.instruction : null,
    })),
  };
}
