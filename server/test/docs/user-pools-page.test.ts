import { expect, it } from "vitest";
import { commandPermissions } from "../../user-pool/provisioning/command-permissions.ts";
import { toCloudFormation } from "../../user-pool/provisioning/cloudformation.ts";
import { userPoolDefinition } from "../../user-pool/provisioning/pool-definition.ts";
import { pages } from "./pages.ts";

const text = pages.find(({ path }) => path === "docs/user-pools.md")?.text ?? "";

it("lists the permissions of both commands, with what they are used to", () => {
  const rows = Array.from(
    text.matchAll(/^\| `(cognito-idp:\w+)` +\| (yes)? +\| yes +\| (.*?) +\|$/gm),
    ([, action, doctor, purpose]) => ({ action, purpose, isOfDoctor: doctor === "yes" }),
  );
  const ofDoctor = commandPermissions.doctor.map(({ action }) => action);
  expect(rows).toEqual(
    commandPermissions.provision.map(({ action, purpose }) => ({
      action,
      purpose,
      isOfDoctor: ofDoctor.includes(action),
    })),
  );
});

it("lists the parameters of the template", () => {
  const template = toCloudFormation(userPoolDefinition, { preTokenGeneration: "", customMessage: "" });
  const [, section = ""] = text.split("## CloudFormation");
  const [parameters = ""] = section.split("## Permissions");
  const named = Array.from(parameters.matchAll(/^\| `(\w+)`/gm), ([, name = ""]) => name);
  const declared = "Parameters" in template ? Object.keys(template.Parameters ?? {}) : [];
  // The name of a new pool needs no explanation.
  expect(named.toSorted()).toEqual(declared.filter((name) => name !== "UserPoolName").toSorted());
});
