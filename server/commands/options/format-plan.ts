import { toFinding } from "../../user-pool/provisioning/findings.ts";
import type { Inspection } from "../../user-pool/provisioning/inspect.ts";
import type { Creation, Plan } from "../../user-pool/provisioning/plan.ts";
import { readFacts } from "../../user-pool/provisioning/setting-notes.ts";
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
  const left = plan.left.length + plan.immutable.length;
  return [
    pool ? `  ${describePool(region, inspection)}` : `  A new user pool in ${region}`,
    "",
    ...plan.create.map((each) => `  create  ${describeCreation(each)}`),
    ...(pool && plan.create.length > 0
      ? ["          Effect: none on accounts and on the app clients of other programs."]
      : []),
    ...changes,
    ...(plan.create.length + plan.change.length === 0 ? ["  Nothing to do."] : []),
    ...(left > 0
      ? [
          `  leave   ${left} settings that differ from Cruddur's own pool, as nothing names them: npm run doctor says which matter`,
        ]
      : []),
    "",
  ].join("\n");
}

function describeCreation(creation: Creation): string {
  if (creation.kind === "pool") return `user pool ${creation.name}`;
  if (creation.kind === "group") return `group ${creation.name}`;
  const { ExplicitAuthFlows = [], WriteAttributes = [] } = creation.definition;
  return `app client ${creation.name}, with a secret; flows ${ExplicitAuthFlows.join(", ")}; may write ${WriteAttributes.join(", ")}`;
}
