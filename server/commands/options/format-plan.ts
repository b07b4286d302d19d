import { toFinding } from "../../user-pool/provisioning/findings.ts";
import type { Inspection } from "../../user-pool/provisioning/inspect.ts";
import type { Creation, Plan } from "../../user-pool/provisioning/plan.ts";
import { type Level, readFacts } from "../../user-pool/provisioning/setting-notes.ts";
import { describePool, formatValue } from "./format-findings.ts";

/** What a plan would create and change, what that does to people, and what it leaves as it is. */
export function formatPlan(region: string, inspection: Inspection, plan: Plan): string {
  const { pool } = inspection;
  const facts = readFacts(inspection);
  const changes = plan.change.flatMap((each) => {
    const { setting, resource, actual, wanted, effect } = toFinding(each, inspection, facts);
    return [
      `  change  ${setting} (${resource})`,
      `          from ${formatValue(actual)} to ${formatValue(wanted)}`,
      `          Effect: ${effect}`,
    ];
  });
  const left = plan.left.map((each) => toFinding(each, inspection, facts));
  return [
    pool ? `  ${describePool(region, inspection)}` : `  A new user pool in ${region}`,
    "",
    ...plan.create.map((each) => `  create  ${describeCreation(each)}`),
    ...(pool && plan.create.length > 0
      ? ["          Effect: none on accounts and on the app clients of other programs."]
      : []),
    ...changes,
    ...(plan.create.length + plan.change.length === 0 ? ["  Nothing to do."] : []),
    ...(["required", "recommended", "different"] as const).flatMap((level) =>
      describeLeft(
        level,
        left.filter((each) => each.level === level).map(({ setting }) => setting),
      ),
    ),
    "",
  ].join("\n");
}

function describeCreation(creation: Creation): string {
  if (creation.kind === "pool") return `user pool ${creation.name}`;
  if (creation.kind === "group") return `group ${creation.name}`;
  const { ExplicitAuthFlows = [], WriteAttributes = [] } = creation.definition;
  return `app client ${creation.name}, with a secret; flows ${ExplicitAuthFlows.join(", ")}; may write ${WriteAttributes.join(", ")}`;
}

/** What the plan does not change, as nobody has named it. */
function describeLeft(level: Level, settings: string[]): string[] {
  if (settings.length === 0) return [];
  if (level === "different")
    return [
      `  leave   ${settings.length} settings that differ from Cruddur's own pool, and that the API works with`,
    ];
  return [`  leave   ${level}, and not named by --only: ${settings.join(", ")}`];
}
