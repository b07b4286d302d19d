// Bills of materials (SBOM) in the format CycloneDX, by `npm sbom`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { root } from "../root.mjs";
import { nameOf, packages, pagePackages, serverPackages } from "../shipped-packages.mjs";
import { npm } from "../npm.mjs";

const options = ["sbom", "--package-lock-only", "--sbom-format=cyclonedx"];

/** What the image has: the packages of the server, and those that are built into its pages. */
export function billApplication() {
  const bill = JSON.parse(npm([...options, "--sbom-type=application"], root));
  const self = bill.metadata.component;
  const shipped = new Set(
    [...serverPackages, ...pagePackages].map((path) => `${nameOf(path)}@${packages[path].version}`),
  );
  const keep = (ref) => ref === self["bom-ref"] || shipped.has(ref);
  return {
    ...bill,
    // npm takes the name of the folder.
    metadata: { ...bill.metadata, component: { ...self, name: packages[""].name } },
    components: bill.components.filter((component) => keep(component["bom-ref"])).map(toShipped),
    dependencies: bill.dependencies
      .filter(({ ref }) => keep(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(keep) })),
  };
}

/** What is a `devDependency` to npm is shipped in a page. */
function toShipped({ properties, ...component }) {
  return {
    ...component,
    scope: "required",
    properties: properties?.filter(({ name }) => name !== "cdx:npm:package:development"),
  };
}

/** What npm installs with a package: its dependencies, and theirs in the versions of the day. Asks the registry. */
export function billPackage(tarball) {
  const folder = mkdtempSync(join(tmpdir(), "cruddur-sbom-"));
  try {
    execFileSync("tar", ["-xzf", tarball, "-C", folder, "--strip-components=1"]);
    npm(["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
    const bill = JSON.parse(npm([...options, "--sbom-type=library"], folder));
    const [name] = bill.metadata.component["bom-ref"].split(/(?<!^)@/u);
    bill.metadata.component.name = name;
    return bill;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
