import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTool } from "../find-tool.mjs";

/** The types of a program that imports the SDK, under both module resolutions. */
export function checkSdk({ folder, at, run }) {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  copyFileSync(at("client/sdk/test/consumer.ts"), join(folder, "consumer.ts"));
  for (const [module, moduleResolution] of [
    ["esnext", "bundler"],
    ["node16", "node16"],
  ]) {
    const options = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2023,dom", "--types", ""];
    run(
      findTool("tsc"),
      [...options, "--module", module, "--moduleResolution", moduleResolution, "consumer.ts"],
      folder,
    );
  }
}
